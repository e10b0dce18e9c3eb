import type { Evaluation, ResourceKey, StoredResult } from '../rule/core/evaluation';
import type { Page } from '../rule/ports';

/** What a run needs of AWS Config's API: one call to AWS each, without retries, as in `rule/ports.ts`. */
export interface ConfigApi {
  /** The COMPLIANT and NON_COMPLIANT results that AWS Config holds for a rule. */
  listResults(
    configRuleName: string,
    nextToken: string | undefined,
    timeoutMs: number,
  ): Promise<Page<StoredResult>>;
  /** Submits up to 100 evaluations and returns those that AWS Config did not take. */
  putEvaluations(submission: Submission, timeoutMs: number): Promise<readonly ResourceKey[]>;
}

export interface Submission {
  readonly evaluations: readonly Evaluation[];
  readonly orderingTimestamp: Date;
  readonly resultToken: string;
  readonly testMode: boolean;
}
