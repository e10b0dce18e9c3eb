import { StartConfigRulesEvaluationCommand } from '@aws-sdk/client-config-service';
import { AcceptanceError } from './acceptance-error';
import { isRefusal } from './aws';
import { type Results, readResults } from './results';
import type { Scene } from './scene';

/** IAM is eventually consistent: a run right after a change might not see it. */
const SETTLING_MS = 15_000;
/** How much later than AWS's this machine's clock may be. Less than the settling: no earlier result is that young. */
const CLOCK_SKEW_MS = 5_000;
/** Another evaluation may run, or have been started less than a minute ago. */
const START = { withinMs: 600_000, everyMs: 10_000 };
/** A run takes at most minutes, and three with its repetitions. */
const SHOW = { withinMs: 300_000, everyMs: 5_000 };

/**
 * Asks AWS Config for an evaluation.
 *
 * @returns an instant before which none of its results was recorded
 * @throws AcceptanceError `NoResults` if AWS Config starts none in ten minutes
 */
export async function startEvaluation(scene: Scene): Promise<number> {
  await scene.watch.sleep(SETTLING_MS);
  const since = await scene.watch.until(START, async () => {
    const asked = scene.watch.now();
    return (await start(scene)) ? asked - CLOCK_SKEW_MS : undefined;
  });
  if (since !== undefined) return since;
  throw new AcceptanceError(
    'NoResults',
    'AWS Config refused for 10 minutes to start an evaluation; another one may hang: see the log of the function',
  );
}

/** Whether AWS Config starts an evaluation now. */
export async function start({ aws, rule }: Scene): Promise<boolean> {
  try {
    await aws.config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [rule.name] }));
    return true;
  } catch (error) {
    if (isRefusal(error, 'LimitExceeded')) return false;
    throw error;
  }
}

/** Results as they were when the wait was over, and how long AWS Config took to show each. */
export interface Shown {
  readonly results: Results;
  /** Milliseconds from when AWS Config recorded a result to when it was first seen, by resource. */
  readonly delays: ReadonlyMap<string, number>;
}

/** Waits until the results are as they should be, for five minutes at most. */
export async function waitForResults(
  { aws, rule, watch }: Scene,
  since: number,
  areAsExpected: (results: Results) => boolean,
): Promise<Shown> {
  const delays = new Map<string, number>();
  const recorded = new Map<string, number>();
  let results: Results = new Map();
  await watch.until(SHOW, async () => {
    results = await readResults(aws.config, rule.name);
    for (const [key, { recordedTime }] of results) {
      if (recordedTime.getTime() < since || recorded.get(key) === recordedTime.getTime()) continue;
      recorded.set(key, recordedTime.getTime());
      delays.set(key, Math.max(0, watch.now() - recordedTime.getTime()));
    }
    return areAsExpected(results) ? true : undefined;
  });
  return { results, delays };
}
