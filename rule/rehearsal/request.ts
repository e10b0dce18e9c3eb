import type { Undecided } from './answer';

/** A request as IAM authorizes it, as far as an event tells. */
export interface PolicyRequest {
  /** For example `iam:EnableMFADevice`. */
  readonly action: string | Undecided;
  /** An ARN, or `*` for actions that have no resource. */
  readonly resource: string | Undecided;
  readonly context: RequestContext;
}

/**
 * The value of a condition key, whose name is not distinguished by case; null where the request does not have the key.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export type RequestContext = (key: string) => string | null | Undecided;
