import type { Account } from './account/account';
import { awsManagedPolicy } from './account/aws-managed-policies';
import { groupsOf } from './account/groups';
import type { PolicyHolder, Role, User } from './account/principals';

/** The documents, in JSON, of the policies that count for a principal. */
export interface PolicySet {
  /** Inline, managed and the groups'. */
  readonly identity: readonly string[];
  readonly boundary: string | undefined;
}

export function policiesOfUser(account: Account, user: User): PolicySet {
  const holders: readonly PolicyHolder[] = [user, ...groupsOf(account, user)];
  return {
    identity: holders.flatMap((holder) => documentsOf(account, holder)),
    boundary: boundaryOf(account, user),
  };
}

export function policiesOfRole(account: Account, role: Role): PolicySet {
  return { identity: documentsOf(account, role), boundary: boundaryOf(account, role) };
}

/** The document of a managed policy, the account's own or AWS's. */
export function managedPolicyDocument(account: Account, policyArn: string): string | undefined {
  return (account.policies.byId(policyArn) ?? awsManagedPolicy(policyArn))?.document;
}

function documentsOf(account: Account, holder: PolicyHolder): readonly string[] {
  return [
    ...holder.inlinePolicies.map(({ document }) => document),
    ...holder.attachedPolicies.flatMap((arn) => managedPolicyDocument(account, arn) ?? []),
  ];
}

function boundaryOf(account: Account, { permissionsBoundary }: User | Role): string | undefined {
  return permissionsBoundary === undefined ? undefined : managedPolicyDocument(account, permissionsBoundary);
}
