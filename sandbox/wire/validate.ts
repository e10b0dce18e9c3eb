import { ServiceError } from '../errors';
import constraints from './constraints.json';
import type { Shape } from './shape';

/** What a service's model requires of a shape that is not a structure. */
interface Limits {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly sensitive?: boolean;
  /** The shape of a list's members. */
  readonly member?: string;
  /** The shape of a map's values. */
  readonly value?: string;
}

interface Model {
  /** The shapes of a structure's members by name; the name of a required member ends with `!`. */
  readonly structures: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly shapes: Readonly<Record<string, Limits>>;
}

const MODELS: Readonly<Record<string, Model>> = constraints;

interface Fault {
  readonly path: string;
  /** As the message shows it. */
  readonly value: string;
  readonly constraint: string;
}

/**
 * Checks a request against the limits of the service's model, as AWS does before an action runs.
 *
 * @throws ServiceError `code`, naming every fault in AWS's words
 */
export function validate(service: string, shape: Shape, input: unknown, code: string): void {
  const model = MODELS[service];
  if (model === undefined || shape.type !== 'structure') return;
  const faults = structureFaults(model, shape.name, input, '');
  if (faults.length === 0) return;
  const count = faults.length === 1 ? '1 validation error' : `${faults.length} validation errors`;
  const sentences = faults.map(
    ({ path, value, constraint }) =>
      `Value ${value} at '${path}' failed to satisfy constraint: ${constraint}`,
  );
  throw new ServiceError(code, `${count} detected: ${sentences.join('; ')}`, 400);
}

function structureFaults(model: Model, structure: string, input: unknown, prefix: string): readonly Fault[] {
  const values = new Map<string, unknown>(Object.entries(Object(input)));
  return Object.entries(model.structures[structure] ?? {}).flatMap(([member, shape]) => {
    const name = member.replace('!', '');
    const path = prefix + name.charAt(0).toLowerCase() + name.slice(1);
    const value = values.get(name);
    if (value !== undefined) return faultsOf(model, shape, value, path);
    return member.endsWith('!') ? [{ path, value: 'null', constraint: 'Member must not be null' }] : [];
  });
}

function faultsOf(model: Model, shape: string, value: unknown, path: string): readonly Fault[] {
  if (shape in model.structures) return structureFaults(model, shape, value, `${path}.`);
  const limits = model.shapes[shape];
  if (limits === undefined) return [];
  const own = brokenLimits(limits, value).map((constraint) => ({
    path,
    value: shown(limits, value),
    constraint,
  }));
  return [...own, ...itemFaults(model, limits, value, path)];
}

function itemFaults(
  model: Model,
  { member, value: itemShape }: Limits,
  value: unknown,
  path: string,
): readonly Fault[] {
  if (member !== undefined && Array.isArray(value)) {
    return value.flatMap((item, index) => faultsOf(model, member, item, `${path}.${index + 1}.member`));
  }
  if (itemShape !== undefined) {
    return Object.entries(Object(value)).flatMap(([key, item]) =>
      faultsOf(model, itemShape, item, `${path}.${key}.value`),
    );
  }
  return [];
}

function brokenLimits(limits: Limits, value: unknown): readonly string[] {
  if (typeof value === 'number') return brokenRange(limits, value, 'value');
  if (typeof value === 'string')
    return [...brokenRange(limits, value.length, 'length'), ...brokenText(limits, value)];
  if (Array.isArray(value)) return brokenRange(limits, value.length, 'length');
  return [];
}

function brokenRange({ min, max }: Limits, size: number, measure: 'value' | 'length'): readonly string[] {
  if (min !== undefined && size < min) return [`Member must have ${measure} greater than or equal to ${min}`];
  if (max !== undefined && size > max) return [`Member must have ${measure} less than or equal to ${max}`];
  return [];
}

function brokenText(limits: Limits, text: string): readonly string[] {
  if (limits.enum !== undefined && !limits.enum.includes(text)) {
    return [`Member must satisfy enum value set: [${limits.enum.join(', ')}]`];
  }
  if (limits.pattern !== undefined && !matcherOf(limits.pattern).test(text)) {
    return [`Member must satisfy regular expression pattern: ${limits.pattern}`];
  }
  return [];
}

const matchers = new Map<string, RegExp>();

/** The patterns are Java's and match a whole value; only their `\p{…}` needs JavaScript's unicode mode. */
function matcherOf(pattern: string): RegExp {
  const known = matchers.get(pattern);
  if (known !== undefined) return known;
  const matcher = new RegExp(`^(?:${pattern})$`, pattern.includes('\\p{') ? 'u' : '');
  matchers.set(pattern, matcher);
  return matcher;
}

function shown({ sensitive }: Limits, value: unknown): string {
  if (sensitive) return "'***'";
  return Array.isArray(value) ? `'[${value.map(String).join(', ')}]'` : `'${String(value)}'`;
}
