import { type Answer, Undecided } from './answer';
import type { RequestContext } from './request';

/** `*` stands for any characters, `?` for one; names of actions are not distinguished by case. */
export function matchesAction(pattern: string, action: string): boolean {
  const source = pattern.replaceAll(/[*?]|[^*?]+/g, (part) => regexOf(part, '.'));
  return new RegExp(`^${source}$`, 'i').test(action);
}

/**
 * Whether a resource is one of those that a pattern names. A policy variable stands for the characters of its value; one
 * without a value matches nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function matchesResource(
  pattern: string,
  resource: string | Undecided,
  context: RequestContext,
): Answer {
  if (pattern === '*') return true;
  if (resource instanceof Undecided) return resource;
  let source = '';
  let colons = 0;
  for (const [part, variable] of pattern.matchAll(PARTS)) {
    if (variable !== undefined) {
      const value = context(variable);
      if (typeof value !== 'string') return value ?? false;
      source += escaped(value);
    } else {
      colons += part.split(':').length - 1;
      source += regexOf(part, colons < ARN_COLONS ? '[^:]' : '.');
    }
  }
  return new RegExp(`^${source}$`, 's').test(resource);
}

const PARTS = /\$\{([^}]*)\}|[*?]|[^*?$]+|\$/g;

/** A wildcard stays within its segment of the ARN; the last segment, the resource itself, may hold colons. */
const ARN_COLONS = 5;

function regexOf(part: string, anyCharacter: string): string {
  if (part === '*') return `${anyCharacter}*`;
  return part === '?' ? anyCharacter : escaped(part);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
