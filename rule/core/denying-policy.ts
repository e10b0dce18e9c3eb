/** A policy whose refusal no further permission lifts. */
export interface DenyingPolicy {
  /** Its kind, with an article: it stands after "is denied by". */
  readonly name: string;
  /** What can help. */
  readonly remedy: string;
}

const BY_ORGANIZATION = "ask the organization's administrator to change that policy";
const NOT_DENY = 'remove the explicit deny from that policy';

/** By the names that AWS gives them in its messages. */
const POLICIES: ReadonlyMap<string, DenyingPolicy> = new Map([
  ['service control policy', { name: 'a service control policy', remedy: BY_ORGANIZATION }],
  ['resource control policy', { name: 'a resource control policy', remedy: BY_ORGANIZATION }],
  ['permissions boundary', { name: 'a permissions boundary', remedy: 'let that boundary allow the action' }],
  [
    'session policy',
    {
      name: 'a session policy',
      remedy: 'start the session without that policy, or let it allow the action',
    },
  ],
  ['vpc endpoint policy', { name: 'a VPC endpoint policy', remedy: 'let that policy allow the action' }],
  ['identity-based policy', { name: 'an identity-based policy', remedy: NOT_DENY }],
  ['resource-based policy', { name: 'a resource-based policy', remedy: NOT_DENY }],
]);

/**
 * The policy that a refusal comes from, if another permission cannot help: one that denies explicitly, or one that
 * limits what others allow. Undefined where the caller lacks a permission, and where AWS does not say.
 *
 * @param message AWS's own
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denyingPolicy(message: string): DenyingPolicy | undefined {
  const [, explicit] =
    /with an explicit deny in an? ([a-z-]+ (?:[a-z]+ )?(?:policy|boundary))/i.exec(message) ?? [];
  const [, limiting] =
    /because no ((?:service control|resource control|session|vpc endpoint) policy|permissions boundary) allows/i.exec(
      message,
    ) ?? [];
  return POLICIES.get((explicit ?? limiting ?? '').toLowerCase());
}
