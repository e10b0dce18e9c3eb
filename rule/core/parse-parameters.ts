import { ConsoleMfaError, quoted } from './errors';
import { Fault, PARAMETER_DEFINITIONS, PARAMETER_NAMES, suggestion } from './parameter-definitions';
import type { RuleParameters } from './rule-parameters';
import { DEFAULT_PARAMETERS } from './rule-parameters';

/** A parameter as people write it in props, context or a policy file. */
export type ParameterInput = string | number | boolean | readonly string[] | undefined;

/** AWS Config's limit for a rule's InputParameters, in characters of their JSON. */
export const INPUT_PARAMETERS_LIMIT = 1024;

/**
 * Reads the rule's parameters from the strings that AWS Config carries. Absent ones take their defaults.
 *
 * @throws ConsoleMfaError `InvalidParameters` with every fault in one message: unknown names, values that are no
 * strings, empty ones, and values that cannot be used.
 */
export function parseParameters(raw: Readonly<Record<string, unknown>>): RuleParameters {
  const { parsed, faults } = parseAll(raw);
  if (faults.length > 0) throw invalidParameters(faults);
  return { ...DEFAULT_PARAMETERS, ...parsed };
}

function parseAll(raw: Readonly<Record<string, unknown>>) {
  const parsed: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [name, value] of Object.entries(raw)) {
    const result = parseOne(name, value);
    if (result instanceof Fault) faults.push(result.message);
    else parsed[name] = result;
  }
  return { parsed, faults };
}

function parseOne(name: string, value: unknown): unknown | Fault {
  const known = PARAMETER_NAMES.find((candidate) => candidate === name);
  if (known === undefined) {
    return new Fault(`${quoted(name)} is no parameter of this rule${suggestion(name, PARAMETER_NAMES)}`);
  }
  const { allowed, parse } = PARAMETER_DEFINITIONS[known];
  if (typeof value !== 'string')
    return new Fault(`${name} is ${quoted(value)}, not a string; allowed: ${allowed}`);
  if (value === '') return new Fault(`${name} is empty; leave it out, or use what is allowed: ${allowed}`);
  const result = parse(value);
  return result instanceof Fault
    ? new Fault(`${name} is ${quoted(value)}: ${result.message}; allowed: ${allowed}`)
    : result;
}

/**
 * Turns parameters as people write them into the strings that AWS Config carries, unset ones and empty lists left
 * out. The strings are checked, so what this returns `parseParameters` accepts.
 *
 * @throws ConsoleMfaError `InvalidParameters` for every fault that `parseParameters` finds, for a list item that
 * holds the separator, for an empty list where nothing would be accepted, and for parameters that are longer together
 * than AWS Config takes.
 */
export function encodeParameters(
  inputs: Readonly<Record<string, ParameterInput>>,
): Readonly<Record<string, string>> {
  const encoded: Record<string, string> = {};
  const faults: string[] = [];
  for (const [name, value] of Object.entries(inputs)) {
    const text = encode(name, value);
    if (text instanceof Fault) faults.push(text.message);
    else if (text !== undefined) encoded[name] = text;
  }
  faults.push(...parseAll(encoded).faults);
  if (faults.length > 0) throw invalidParameters(faults);
  requireFits(encoded);
  return encoded;
}

function encode(name: string, value: ParameterInput): string | undefined | Fault {
  if (value === undefined) return undefined;
  if (typeof value !== 'object') return String(value);
  const split = value.find((item) => item.includes(';'));
  if (split !== undefined) {
    return new Fault(`${name} holds the item ${quoted(split)}; ";" separates items, so none can hold it`);
  }
  if (value.length > 0) return value.join(';');
  // An empty list of exemptions is none, an empty list of accepted types would fail everybody.
  return name === 'acceptedMfaTypes'
    ? new Fault(`${name} is an empty list; leave it out to accept all`)
    : undefined;
}

function requireFits(encoded: Readonly<Record<string, string>>): void {
  const { length } = JSON.stringify(encoded);
  if (length <= INPUT_PARAMETERS_LIMIT) return;
  const [longest = ''] = Object.entries(encoded).sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
  throw invalidParameters([
    `together they take ${length} characters and AWS Config allows ${INPUT_PARAMETERS_LIMIT}; ` +
      `${longest} is the longest: replace it by exemptionTag or by a group in exemptGroups`,
  ]);
}

function invalidParameters(faults: readonly string[]): ConsoleMfaError {
  const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
  return new ConsoleMfaError(
    'InvalidParameters',
    `the rule's parameters have ${count}. ${faults.join('. ')}`,
  );
}
