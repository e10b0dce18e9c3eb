import type { Compliance } from './verdict';

/** What a result of AWS Config is about. */
export interface ResourceKey {
  readonly resourceType: string;
  readonly resourceId: string;
}

/** What an evaluation of this rule is about: users by their unique id, the root user by its account. */
export interface EvaluationKey extends ResourceKey {
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
export interface StoredResult extends ResourceKey {
  readonly compliance: 'COMPLIANT' | 'NON_COMPLIANT';
  readonly annotation: string | undefined;
  /** The ordering timestamp of the run that submitted it, in milliseconds since the epoch. */
  readonly orderingTimestamp: number;
}
