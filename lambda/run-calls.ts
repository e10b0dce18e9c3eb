import { deadlinesOf } from '../rule/deadlines';
import { type IamReader, iamReader } from '../rule/iam-reader';
import { IAM_CONCURRENCY } from '../rule/judge-users';
import type { Clock, IamApi } from '../rule/ports';
import { ThrottledClient } from '../rule/throttled-client';
import type { ConfigApi } from './ports';

/**
 * How many calls to AWS Config are under way at once. A run of 5,000 users makes 50 submissions; eight at once take them
 * in seven rounds, and leave the rest of the account's rate to its other rules.
 */
const CONFIG_CONCURRENCY = 8;

/** AWS Config until the deadline of one stage, in milliseconds since the epoch. */
export interface ConfigCalls {
  readonly api: ConfigApi;
  readonly client: ThrottledClient;
  readonly until: number;
}

/** The calls that a run may make: each service at its own rate, each stage until its own deadline. */
export interface RunCalls {
  readonly questions: IamReader;
  readonly confirmation: IamReader;
  readonly history: ConfigCalls;
  readonly submission: ConfigCalls;
  /** By service. */
  readonly counts: readonly ThrottledClient[];
  /** Lets no call outlive the run. */
  stop(): Promise<void>;
}

export function openCalls(
  { iam, config }: { readonly iam: IamApi; readonly config: ConfigApi },
  clock: Clock,
  deadline: number,
): RunCalls {
  const deadlines = deadlinesOf(clock.now(), deadline);
  const iamClient = new ThrottledClient(clock, { concurrency: IAM_CONCURRENCY });
  const configClient = new ThrottledClient(clock, { concurrency: CONFIG_CONCURRENCY });
  return {
    questions: iamReader(iam, iamClient, deadlines.questions),
    confirmation: iamReader(iam, iamClient, deadlines.confirmation),
    history: { api: config, client: configClient, until: deadlines.questions },
    submission: { api: config, client: configClient, until: deadlines.submission },
    counts: [iamClient, configClient],
    stop: async () => {
      await Promise.all([iamClient.stop(), configClient.stop()]);
    },
  };
}
