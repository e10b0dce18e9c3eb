import { type Decision, decide, type PolicyRequest } from './decide';
import type { PolicySet } from './policy-set';

const DECISIONS_KEPT = 20_000;

/**
 * Decisions that were made before, for requests that the same policies cannot tell apart: the same action, on
 * resources of one type that the same of the policies' patterns match, with the same values of every condition key
 * that the policies mention.
 */
export class Decisions {
  readonly #sets = new Map<string, KnownSet>();
  #kept = 0;

  async decide(set: PolicySet, request: PolicyRequest): Promise<Decision> {
    const known = this.#known(set);
    const key = likeness(known, request);
    const before = known.decisions.get(key);
    if (before !== undefined) return before;
    const decision = await decide(set, request);
    this.#kept += 1;
    known.decisions.set(key, decision);
    return decision;
  }

  #known(set: PolicySet): KnownSet {
    if (this.#kept > DECISIONS_KEPT) {
      this.#sets.clear();
      this.#kept = 0;
    }
    const key = `${set.identity.join('\n')}\0${set.boundary}`;
    const known = this.#sets.get(key) ?? knownSet(set);
    this.#sets.set(key, known);
    return known;
  }
}

interface KnownSet {
  /** All the policies in lower case, to look for condition keys in. */
  readonly text: string;
  readonly patterns: readonly ResourcePattern[];
  readonly decisions: Map<string, Decision>;
}

/** Undefined for a pattern whose matches only the simulator knows. */
type ResourcePattern = RegExp | undefined;

function knownSet({ identity, boundary }: PolicySet): KnownSet {
  const policies: readonly unknown[] = [...identity, ...(boundary === undefined ? [] : [boundary])].map(
    (document) => JSON.parse(document),
  );
  const patterns = new Set(policies.flatMap(resourcesIn));
  patterns.delete('*');
  return {
    text: JSON.stringify(policies).toLowerCase(),
    patterns: [...patterns].map(toPattern),
    decisions: new Map(),
  };
}

/** What a decision by the set's policies may depend on. */
function likeness({ text, patterns }: KnownSet, { action, resource, context }: PolicyRequest): string {
  let likeness = `${action} ${resourceLikeness(patterns, resource)}`;
  for (const [key, value] of Object.entries(context)) {
    if (text.includes(key.toLowerCase())) likeness += ` ${key}=${JSON.stringify(value)}`;
  }
  return likeness;
}

const PLAIN_ARN = /^(?:[^:*?]*:){5}[^:*?]+$/;

function resourceLikeness(patterns: readonly ResourcePattern[], resource: string): string {
  if (!PLAIN_ARN.test(resource)) return resource;
  let matches = '';
  for (const pattern of patterns) {
    if (pattern === undefined) return resource;
    matches += pattern.test(resource) ? '1' : '0';
  }
  return `${resourceType(resource)} ${matches}`;
}

/** The ARN up to the `/` after the type of resource: what the types of resources differ by. */
function resourceType(arn: string): string {
  const slash = arn.indexOf('/');
  return slash === -1 ? arn : arn.slice(0, slash + 1);
}

/** Letters, digits, wildcards and what is no regular expression's: six parts, without variables. */
const PLAIN_PATTERN = /^(?:[\w*?/-]*:){5}[\w*?/@=,-]+$/;

/** The parts of an ARN match separately, so a wildcard does not reach over the colons before the last part. */
function toPattern(pattern: string): ResourcePattern {
  if (!PLAIN_PATTERN.test(pattern)) return undefined;
  const parts = pattern.split(':').map((part) => part.replaceAll('?', '[^:]').replaceAll('*', '[^:]*'));
  return new RegExp(`^${parts.join(':')}$`, 'i');
}

/** Every value of a Resource or NotResource element, however deep. */
function resourcesIn(policy: unknown): readonly string[] {
  if (typeof policy !== 'object' || policy === null) return [];
  return Object.entries(policy).flatMap(([key, value]) =>
    key === 'Resource' || key === 'NotResource' ? [value].flat().map(String) : resourcesIn(value),
  );
}
