import type { Account } from '../../account/account';
import { groupNamed } from '../../account/groups';
import type { Identity } from '../../account/policies';
import { roleNamed } from '../../account/roles';
import { userNamed } from '../../account/users';
import { groupArn, roleArn, userArn } from './resources';

/** A request about one identity. Which of the names it has follows from the action. */
export interface NamedIdentity {
  readonly UserName?: string;
  readonly GroupName?: string;
  readonly RoleName?: string;
}

/** One of the three kinds of identities that policies hang on, and what IAM's quotas are for it. */
export interface IdentityKind {
  readonly name: 'User' | 'Group' | 'Role';
  /** Characters of all inline policies together, white space not counted. */
  readonly inlinePolicySizeQuota: number;
  arn(account: Account, input: NamedIdentity): string;
  /** @throws ServiceError NoSuchEntity */
  find(account: Account, input: NamedIdentity): Identity;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const USER: IdentityKind = {
  name: 'User',
  inlinePolicySizeQuota: 2048,
  arn: (account, { UserName = '' }) => userArn(account, UserName),
  find: (account, { UserName = '' }) => ({ type: 'user', record: userNamed(account, UserName) }),
};

export const GROUP: IdentityKind = {
  name: 'Group',
  inlinePolicySizeQuota: 5120,
  arn: (account, { GroupName = '' }) => groupArn(account, GroupName),
  find: (account, { GroupName = '' }) => ({ type: 'group', record: groupNamed(account, GroupName) }),
};

export const ROLE: IdentityKind = {
  name: 'Role',
  inlinePolicySizeQuota: 10_240,
  arn: (account, { RoleName = '' }) => roleArn(account, RoleName),
  find: (account, { RoleName = '' }) => ({ type: 'role', record: roleNamed(account, RoleName) }),
};
