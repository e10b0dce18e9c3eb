import { type Account, iamArn, keyOf } from './account';
import { iamError } from './errors';
import type { Group, InlinePolicy, ManagedPolicy, PolicyHolder, Role, User } from './principals';
import type { Tag } from './tags';
import { toSecond } from './users';

/** An identity that policies are put in or attached to. */
export type Identity =
  | { readonly type: 'user'; readonly record: User }
  | { readonly type: 'group'; readonly record: Group }
  | { readonly type: 'role'; readonly record: Role };

export interface NewPolicy {
  readonly policyName: string;
  readonly path?: string | undefined;
  /** JSON. */
  readonly document: string;
  readonly description?: string | undefined;
  readonly tags?: readonly Tag[];
}

/** @throws ServiceError EntityAlreadyExists */
export function createPolicy(account: Account, newPolicy: NewPolicy, now: Date): ManagedPolicy {
  const { policyName, path = '/', document, description, tags = [] } = newPolicy;
  if (account.policies.byKey(keyOf(policyName)) !== undefined) {
    throw iamError(
      'EntityAlreadyExists',
      `A policy called ${policyName} already exists. Duplicate names are not allowed.`,
    );
  }
  const policy: ManagedPolicy = {
    policyId: account.ids.unique('ANPA'),
    policyName,
    path,
    arn: iamArn(account, `policy${path}${policyName}`),
    createDate: toSecond(now),
    description,
    document,
    tags,
  };
  account.policies.put(policy);
  return policy;
}

/** Embeds a policy in an identity, or replaces the one of that name. */
export function putInlinePolicy(account: Account, identity: Identity, policy: InlinePolicy): void {
  const { inlinePolicies } = identity.record;
  const others = inlinePolicies.filter(({ policyName }) => keyOf(policyName) !== keyOf(policy.policyName));
  setPolicies(account, identity, { inlinePolicies: [...others, policy] });
}

export function deleteInlinePolicy(account: Account, identity: Identity, policyName: string): void {
  const inlinePolicies = identity.record.inlinePolicies.filter((policy) => policy.policyName !== policyName);
  setPolicies(account, identity, { inlinePolicies });
}

/** Does nothing if it is attached already. */
export function attachPolicy(account: Account, identity: Identity, policyArn: string): void {
  const { attachedPolicies } = identity.record;
  if (attachedPolicies.includes(policyArn)) return;
  setPolicies(account, identity, { attachedPolicies: [...attachedPolicies, policyArn] });
}

export function detachPolicy(account: Account, identity: Identity, policyArn: string): void {
  const attachedPolicies = identity.record.attachedPolicies.filter((arn) => arn !== policyArn);
  setPolicies(account, identity, { attachedPolicies });
}

function setPolicies(account: Account, identity: Identity, change: Partial<PolicyHolder>): void {
  if (identity.type === 'user') account.users.put({ ...identity.record, ...change });
  else if (identity.type === 'group') account.groups.put({ ...identity.record, ...change });
  else account.roles.put({ ...identity.record, ...change });
}
