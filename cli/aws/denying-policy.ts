import type { AwsCallError } from '../../rule/core/errors';

/** A kind of policy whose refusal no further permission of the caller lifts. */
export interface DenyingPolicy {
  /** With its article, as it stands after "denied by". */
  readonly name: string;
  /** What can help. */
  readonly remedy: string;
}

const BY_ORGANIZATION = "ask the organization's administrator to change that policy";

/** By the names that AWS gives them in its messages. */
const POLICIES: ReadonlyMap<string, DenyingPolicy> = new Map([
  ['service control policy', { name: 'a service control policy', remedy: BY_ORGANIZATION }],
  ['resource control policy', { name: 'a resource control policy', remedy: BY_ORGANIZATION }],
  [
    'permissions boundary',
    {
      name: "the caller's permissions boundary",
      remedy: 'change that boundary, or run this as somebody else',
    },
  ],
  [
    'session policy',
    { name: "the session's own policy", remedy: 'start the session without it, or let it allow the action' },
  ],
  ['vpc endpoint policy', { name: "the VPC endpoint's policy", remedy: 'change that policy' }],
  [
    'identity-based policy',
    { name: 'a policy of the caller', remedy: 'remove that deny from it, or run this as somebody else' },
  ],
  ['resource-based policy', { name: "the resource's own policy", remedy: 'change that policy' }],
]);

/**
 * The policy that a refusal comes from, if another permission cannot help: one that denies explicitly, or one that
 * limits what others allow. Undefined where the caller lacks a permission, and where AWS does not say.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denyingPolicy({ cause, detail }: AwsCallError): DenyingPolicy | undefined {
  const message = cause instanceof Error ? cause.message : detail;
  const [, explicit] =
    /with an explicit deny in an? ([a-z-]+ (?:[a-z]+ )?(?:policy|boundary))/i.exec(message) ?? [];
  const [, limiting] =
    /because no ((?:service control|resource control|session|vpc endpoint) policy|permissions boundary) allows/i.exec(
      message,
    ) ?? [];
  return POLICIES.get((explicit ?? limiting ?? '').toLowerCase());
}

/** Whether a policy that allows the action would help. */
export function lacksPermission(error: AwsCallError): boolean {
  return error.failure === 'denied' && denyingPolicy(error) === undefined;
}
