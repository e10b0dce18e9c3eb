import type { Compliance } from './verdict';

/** What a result is about, as AWS Config records it: users by their unique id, the root user by its account. */
export interface EvaluationKey {
  readonly resourceType: 'AWS::IAM::User' | 'AWS::::Account';
  readonly resourceId: string;
}

/** One evaluation to submit. */
export interface Evaluation extends EvaluationKey {
  readonly compliance: Compliance;
  /** 1–256 characters. */
  readonly annotation: string;
}

/** A result that AWS Config holds. It drops NOT_APPLICABLE ones, so there are none of those. */
export interface StoredResult {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly compliance: 'COMPLIANT' | 'NON_COMPLIANT';
  readonly annotation: string | undefined;
  /** The ordering timestamp of the run that submitted it, in milliseconds since the epoch. */
  readonly orderingTimestamp: number;
}
