import { asProblem, ConsoleMfaError } from '../rule/core/errors';
import type { Evaluation } from '../rule/core/evaluation';
import type { Invocation } from '../rule/core/invocation';
import { resultKey } from '../rule/core/to-evaluations';
import type { ConfigCalls } from './run-calls';

/** AWS Config's limit for one PutEvaluations. */
const BATCH = 100;
/** How often evaluations that AWS Config did not take are sent. */
const SENDINGS = 4;

export interface Submitted {
  readonly accepted: readonly Evaluation[];
  readonly refused: readonly { readonly evaluation: Evaluation; readonly error: ConsoleMfaError }[];
  /** The failure of the empty submission that a run without evaluations ends with. */
  readonly problem?: ConsoleMfaError;
}

/**
 * Submits evaluations in batches of at most 100; a batch that AWS Config refuses does not hold back the others. Those
 * it does not take (FailedEvaluations) are sent again by themselves. A run without evaluations submits an empty batch,
 * so that AWS Config sees it end.
 */
export async function submit(
  config: ConfigCalls,
  invocation: Invocation,
  evaluations: readonly Evaluation[],
): Promise<Submitted> {
  const batches = Array.from({ length: Math.max(1, Math.ceil(evaluations.length / BATCH)) }, (_, index) =>
    evaluations.slice(index * BATCH, (index + 1) * BATCH),
  );
  const results = await Promise.all(batches.map((batch) => submitBatch(config, invocation, batch)));
  const problem = results.find((result) => result.problem !== undefined)?.problem;
  return {
    accepted: results.flatMap(({ accepted }) => accepted),
    refused: results.flatMap(({ refused }) => refused),
    ...(problem && { problem }),
  };
}

async function submitBatch(
  { api, client, until }: ConfigCalls,
  { orderingTimestamp, resultToken, testMode }: Invocation,
  batch: readonly Evaluation[],
): Promise<Submitted> {
  let open = batch;
  try {
    for (let sending = 1; sending <= SENDINGS; sending++) {
      if (sending > 1) await client.backOff(sending - 1, until);
      const submission = { evaluations: open, orderingTimestamp, resultToken, testMode };
      const failed = await client.call('config:PutEvaluations', until, (timeoutMs) =>
        api.putEvaluations(submission, timeoutMs),
      );
      if (failed.length === 0) return { accepted: batch, refused: [] };
      open = failedOf(open, new Set(failed.map(resultKey)));
    }
    return split(batch, open, notTaken());
  } catch (error) {
    const problem = asProblem(error);
    return { ...split(batch, open, problem), ...(batch.length === 0 && { problem }) };
  }
}

/** A failed evaluation that cannot be told which it is leaves the whole batch in doubt. */
function failedOf(batch: readonly Evaluation[], failed: ReadonlySet<string>): readonly Evaluation[] {
  const open = batch.filter((evaluation) => failed.has(resultKey(evaluation)));
  return open.length === failed.size ? open : batch;
}

function split(batch: readonly Evaluation[], open: readonly Evaluation[], error: ConsoleMfaError): Submitted {
  const refused = new Set(open);
  return {
    accepted: batch.filter((evaluation) => !refused.has(evaluation)),
    refused: open.map((evaluation) => ({ evaluation, error })),
  };
}

function notTaken(): ConsoleMfaError {
  const message = `AWS Config returned the evaluation as failed ${SENDINGS} times; the next run submits it again`;
  return new ConsoleMfaError('EvaluationNotTaken', message);
}
