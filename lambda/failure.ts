import type { ConsoleMfaError } from '../rule/core/errors';
import { incompleteRun, type Unresolved } from '../rule/core/incomplete-run';
import type { Assessment } from '../rule/core/outcome';
import type { Submitted } from './submit';

/** The error that the run ends with, naming the users without a result; `undefined` when everything went well. */
export function failureOf(
  { outcomes, problems }: Assessment,
  submitted: Submitted,
  unreadHistory: ConsoleMfaError | undefined,
): ConsoleMfaError | undefined {
  const names = new Map(outcomes.map(({ user }) => [user.userId, user.userName]));
  const withheld = outcomes.flatMap((outcome): readonly Unresolved[] =>
    outcome.status === 'withheld' ? [{ name: outcome.user.userName, error: outcome.error }] : [],
  );
  const refused = submitted.refused.map(
    ({ evaluation: { resourceId }, error }): Unresolved => ({
      name: names.get(resourceId) ?? resourceId,
      error,
    }),
  );
  const all = [...problems, unreadHistory, submitted.problem].filter((problem) => problem !== undefined);
  return incompleteRun([...withheld, ...refused], all);
}
