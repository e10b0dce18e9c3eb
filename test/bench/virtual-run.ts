import { type Calls, total } from '../../bench/call-bound';
import { evaluate } from '../../lambda/evaluate';
import type { ConfigApi } from '../../lambda/ports';
import { AwsCallError } from '../../rule/core/errors';
import type { RunSummary } from '../../rule/core/run-summary';
import type { IamApi } from '../../rule/ports';
import type { Account } from '../../sandbox/account/account';
import { createRule } from '../../sandbox/account/config-rule';
import { issueResultToken } from '../../sandbox/account/result-tokens';
import { ruleEvent } from '../../sandbox/deploy/config-event';
import { TokenBucket } from '../../sandbox/rate-limit';
import { inProcessAccount } from '../support/in-process-account';
import { VirtualClock } from '../support/virtual-clock';

const LATENCY_MS = 30;

export interface VirtualSettings {
  /** The calls a second beyond which IAM throttles. @default - no limit */
  readonly perSecond?: number;
  /** The rule's. @default - none */
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface VirtualRun {
  readonly byAction: Calls;
  readonly calls: number;
  /** Calls of IAM that were answered, not throttled. */
  readonly answeredByIam: number;
  readonly milliseconds: number;
  readonly peakConcurrency: number;
}

/**
 * Runs the rule twice in virtual time, in which an answer takes 30 ms and nothing else takes any, and returns the
 * second run: what a run's time comes to where the processor is no matter.
 */
export async function virtualRun(
  account: Account,
  now: Date,
  { perSecond = Number.POSITIVE_INFINITY, parameters = {} }: VirtualSettings = {},
): Promise<VirtualRun> {
  const clock = new VirtualClock(now.getTime());
  const instant = () => new Date(clock.now());
  const rule = createRule(account, {
    configRuleName: 'console-mfa',
    description: undefined,
    functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:console-mfa',
    maximumExecutionFrequency: 'One_Hour',
    inputParameters: JSON.stringify(parameters),
  });
  const ports = inProcessAccount(account, instant);
  const bucket = new TokenBucket({ perSecond, burst: perSecond }, () => clock.now());
  let answeredByIam = 0;
  const iam = delayed<IamApi>(ports.iam, clock, () => {
    if (perSecond !== Number.POSITIVE_INFINITY && !bucket.take()) {
      throw new AwsCallError('throttled', 'iam', 'Throttling: Rate exceeded');
    }
    answeredByIam += 1;
  });
  const config = delayed<ConfigApi>(ports.config, clock, () => {});

  let summary: RunSummary | undefined;
  for (let run = 1; run <= 2; run += 1) {
    clock.pass(60_000);
    answeredByIam = 0;
    const event = ruleEvent(account, rule, issueResultToken(account, rule, instant()), instant());
    await clock.run(() =>
      evaluate(event, {
        iam,
        config,
        clock,
        deadline: clock.now() + 900_000,
        onSummary: (told) => {
          summary = told;
        },
      }),
    );
  }
  if (summary === undefined) throw new Error('the run told no summary');
  return {
    byAction: summary.calls,
    calls: total(summary.calls),
    answeredByIam,
    milliseconds: summary.durationMs,
    peakConcurrency: summary.peakConcurrency,
  };
}

/** The same port, each of whose answers takes its time. */
function delayed<Port extends IamApi | ConfigApi>(port: Port, clock: VirtualClock, onCall: () => void): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const call: unknown = Reflect.get(target, name);
      if (typeof call !== 'function') return call;
      return async (...values: unknown[]) => {
        await clock.sleep(LATENCY_MS);
        onCall();
        return call.apply(target, values);
      };
    },
  });
}
