import { takeCensus } from '../rule/census';
import { confirm } from '../rule/confirm';
import { parseInvocation } from '../rule/core/invocation';
import { parseParameters } from '../rule/core/parse-parameters';
import { type ExemptUser, exemptUsers, type RunSummary, summarize } from '../rule/core/run-summary';
import { toEvaluations } from '../rule/core/to-evaluations';
import { judgeUsers } from '../rule/judge-users';
import type { Clock, IamApi } from '../rule/ports';
import { failureOf } from './failure';
import { loadHistory, settle } from './history';
import type { ConfigApi } from './ports';
import { openCalls } from './run-calls';
import { submit } from './submit';

/** What a run takes from outside. */
export interface RunContext {
  readonly iam: IamApi;
  readonly config: ConfigApi;
  readonly clock: Clock;
  /** When Lambda ends the invocation, in milliseconds since the epoch. */
  readonly deadline: number;
  /** Called once the evaluations are submitted, whether or not the run then fails. */
  readonly onSummary: (summary: RunSummary, exempt: readonly ExemptUser[]) => void;
}

/**
 * One run of the rule: from the event to the submitted evaluations.
 *
 * @throws ConsoleMfaError for an event or parameters that cannot be used, with nothing submitted, and
 * `IncompleteRun` when a user is left without a result, with everything else submitted. Only a thrown error is retried
 * by Lambda and counted by its Errors metric.
 */
export async function evaluate(event: unknown, context: RunContext): Promise<void> {
  const { clock, deadline, onSummary } = context;
  const now = new Date(clock.now());
  const invocation = parseInvocation(event);
  const parameters = parseParameters(invocation.ruleParameters);
  const calls = openCalls(context, clock, deadline);
  try {
    const earlier = loadHistory(calls.history, invocation);
    const census = await takeCensus(calls.questions, parameters);
    const outcomes = await judgeUsers(calls.questions, census.users, parameters, now, { earlier });
    const confirmed = await confirm(calls.confirmation, census, outcomes);
    const history = await earlier.all;
    const assessment = settle(confirmed, history);
    const evaluations = toEvaluations(assessment, parameters, invocation, history.results);
    const submitted = await submit(calls.submission, invocation, evaluations);

    const durationMs = clock.now() - now.getTime();
    onSummary(summarize(assessment, submitted.accepted, calls.counts, durationMs), exemptUsers(assessment));
    const failure = failureOf(assessment, submitted, history.problem);
    if (failure !== undefined) throw failure;
  } finally {
    await calls.stop();
  }
}
