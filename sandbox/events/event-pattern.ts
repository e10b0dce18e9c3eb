import { quoted, SandboxError } from '../errors';
import { type AwsEvent, valueAt } from './aws-event';

/** Whether an event is one that a rule is for. */
export type EventPattern = (event: AwsEvent) => boolean;

/** Whether a value is one of those that an element of a pattern's array is for. */
type Matcher = (value: unknown) => boolean;

/**
 * Reads the pattern of a rule: exact values, `exists`, `wildcard`, `anything-but` of values, and `$or`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @throws SandboxError `UnsupportedPattern` for what is none of these
 */
export function parsePattern(pattern: unknown): EventPattern {
  return parseObject(pattern, []);
}

function parseObject(pattern: unknown, path: readonly string[]): EventPattern {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern)) throw unsupported(pattern);
  const conditions = Object.entries(pattern).map(([name, value]): EventPattern => {
    if (name === '$or') return parseAlternatives(value, path);
    if (Array.isArray(value)) return parseLeaf(value, [...path, name]);
    return parseObject(value, [...path, name]);
  });
  return (event) => conditions.every((condition) => condition(event));
}

function parseAlternatives(alternatives: unknown, path: readonly string[]): EventPattern {
  if (!Array.isArray(alternatives)) throw unsupported(alternatives);
  const patterns = alternatives.map((alternative) => parseObject(alternative, path));
  return (event) => patterns.some((pattern) => pattern(event));
}

function parseLeaf(elements: readonly unknown[], path: readonly string[]): EventPattern {
  const matchers = elements.map(parseElement);
  return (event) => {
    const value = valueAt(event, path);
    return matchers.some((matcher) => matcher(value));
  };
}

function parseElement(element: unknown): Matcher {
  if (typeof element !== 'object' || element === null) return (value) => value === element;
  const [[operator, operand] = ['', undefined], ...others] = Object.entries(element);
  if (others.length > 0) throw unsupported(element);
  if (operator === 'exists') return (value) => (value !== undefined) === operand;
  if (operator === 'wildcard' && typeof operand === 'string') return wildcard(operand);
  if (operator === 'anything-but') {
    const refused: readonly unknown[] = [operand].flat();
    return (value) => value !== undefined && !refused.includes(value);
  }
  throw unsupported(element);
}

/** `*` is for any characters, and none; a backslash takes that from it. */
function wildcard(operand: string): Matcher {
  const parts = operand.split(/(?<!\\)\*/).map((part) => literally(part.replaceAll('\\*', '*')));
  const pattern = new RegExp(`^${parts.join('.*')}$`, 's');
  return (value) => typeof value === 'string' && pattern.test(value);
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function unsupported(what: unknown): SandboxError {
  return new SandboxError(
    'UnsupportedPattern',
    `the sandbox knows exact values, exists, wildcard, anything-but and $or in event patterns, and not ${quoted(what)}`,
  );
}
