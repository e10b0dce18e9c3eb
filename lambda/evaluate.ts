import { Asker } from '../rule/ask';
import { assess, MOST_AT_ONCE } from '../rule/assess';
import type { ConsoleMfaError } from '../rule/core/errors';
import { incompleteRun, type Unresolved } from '../rule/core/incomplete-run';
import { parseInvocation } from '../rule/core/invocation';
import type { Assessment } from '../rule/core/outcome';
import { parseParameters } from '../rule/core/parse-parameters';
import { type ExemptUser, exemptUsers, type RunSummary, summarize } from '../rule/core/run-summary';
import { toEvaluations } from '../rule/core/to-evaluations';
import { deadlinesOf } from '../rule/deadlines';
import type { Clock, Iam } from '../rule/ports';
import type { DeliveryMemory } from './delivery-memory';
import { History } from './history';
import type { ConfigService } from './ports';
import { type Submitted, submit } from './submit';

/** What a run is handed. */
export interface Surroundings {
  readonly iam: Iam;
  readonly config: ConfigService;
  readonly clock: Clock;
  /** When Lambda ends the invocation, in milliseconds since the epoch. */
  readonly deadline: number;
  readonly memory: DeliveryMemory;
  /** Told once the run is over, whether or not it then throws. */
  readonly onSummary: (summary: RunSummary, exempt: readonly ExemptUser[]) => void;
}

/**
 * One run of the rule: reads the event, judges the account, submits the evaluations.
 *
 * @throws ConsoleMfaError for an event or parameters that cannot be used, with nothing submitted, and
 * `IncompleteRun` after everything else has been submitted when any user is left without a result. Only a thrown error
 * is retried by Lambda and counted by its Errors metric.
 */
export async function evaluate(event: unknown, surroundings: Surroundings): Promise<void> {
  const { iam, config, clock, memory } = surroundings;
  const began = clock.now();
  const invocation = parseInvocation(event);
  const parameters = parseParameters(invocation.ruleParameters);
  const deadlines = deadlinesOf(began, surroundings.deadline);
  const askers = {
    iam: new Asker(clock, { start: 4, most: MOST_AT_ONCE }),
    config: new Asker(clock, { start: 4, most: 8 }),
  };

  memory.open(invocation);
  const history = new History(config, askers.config, invocation, memory, deadlines.questions);
  const assessing = { iam, asker: askers.iam, clock, parameters, deadlines, earlier: history };
  const assessed = await assess(assessing).catch((error: unknown) => history.abandon(error));
  await history.complete;
  const assessment = { ...assessed, outcomes: assessed.outcomes.map((outcome) => history.settle(outcome)) };

  const run = { accountId: invocation.accountId, orderingTimestamp: invocation.orderingTimestamp.getTime() };
  const evaluations = toEvaluations(assessment, parameters, run, history.held);
  const unsent = evaluations.filter((evaluation) => !memory.isSubmitted(evaluation));
  const submitted = await submit(config, askers.config, invocation, unsent, deadlines.submission);

  const failure = conclude(assessment, submitted, history.problem);
  const summary = summarize(assessment, submitted.accepted, Object.values(askers), clock.now() - began);
  surroundings.onSummary(summary, exemptUsers(assessment));
  if (failure === undefined) return memory.forget();
  memory.keep(assessment.outcomes, submitted.accepted);
  throw failure;
}

function conclude(
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
