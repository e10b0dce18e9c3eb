import { ConsoleMfaError, NAMES_SHOWN } from './errors';

/** A user, or another resource, that has no result of this run, and why. */
export interface Unresolved {
  readonly name: string;
  readonly error: ConsoleMfaError;
}

/**
 * The error that a run ends with when anybody is left without a result or anything else went wrong; `undefined` when
 * nothing did. It names up to 20 users, those with the same reason together, and counts the rest.
 */
export function incompleteRun(
  unresolved: readonly Unresolved[],
  problems: readonly ConsoleMfaError[],
): ConsoleMfaError | undefined {
  if (unresolved.length === 0 && problems.length === 0) return undefined;
  const [first] = [...unresolved.map(({ error }) => error), ...problems];
  const reasons = new Set(unresolved.map(({ error }) => error.message));
  const others = problems.map(({ message }) => message).filter((message) => !reasons.has(message));
  const parts = [...unresolvedParts(unresolved), ...new Set(others)];
  return new ConsoleMfaError('IncompleteRun', parts.join('. '), { cause: first });
}

function unresolvedParts(unresolved: readonly Unresolved[]): readonly string[] {
  if (unresolved.length === 0) return [];
  const namesByReason = new Map<string, string[]>();
  for (const { name, error } of unresolved.slice(0, NAMES_SHOWN)) {
    namesByReason.set(error.message, [...(namesByReason.get(error.message) ?? []), name]);
  }
  const reasons = [...namesByReason].map(([reason, names]) => `${names.join(', ')}: ${reason}`);
  const more = unresolved.length - NAMES_SHOWN;
  const count = unresolved.length === 1 ? '1 user has' : `${unresolved.length} users have`;
  return [`${count} no result of this run`, ...reasons, ...(more > 0 ? [`and ${more} more`] : [])];
}
