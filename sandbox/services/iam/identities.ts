import type { Account } from '../../account/account';
import { groupNamed } from '../../account/groups';
import type { Identity } from '../../account/policies';
import { roleNamed } from '../../account/roles';
import { userNamed } from '../../account/users';
import type { Action, ActionContext } from '../../service';
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
  /** The ARN that an action on the identity is authorized on. */
  resources(input: NamedIdentity, context: ActionContext): readonly string[];
  /** @throws ServiceError NoSuchEntity */
  find(account: Account, input: NamedIdentity): Identity;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const USER: IdentityKind = {
  name: 'User',
  inlinePolicySizeQuota: 2048,
  resources: ({ UserName = '' }, { account }) => [userArn(account, UserName)],
  find: (account, { UserName = '' }) => ({ type: 'user', record: userNamed(account, UserName) }),
};

const GROUP: IdentityKind = {
  name: 'Group',
  inlinePolicySizeQuota: 5120,
  resources: ({ GroupName = '' }, { account }) => [groupArn(account, GroupName)],
  find: (account, { GroupName = '' }) => ({ type: 'group', record: groupNamed(account, GroupName) }),
};

const ROLE: IdentityKind = {
  name: 'Role',
  inlinePolicySizeQuota: 10_240,
  resources: ({ RoleName = '' }, { account }) => [roleArn(account, RoleName)],
  find: (account, { RoleName = '' }) => ({ type: 'role', record: roleNamed(account, RoleName) }),
};

type Actions = Readonly<Record<string, Action>>;

/** The actions that IAM has once for users, once for groups and once for roles. */
export function onEveryKind(actionsOn: (kind: IdentityKind) => Actions): Actions {
  return { ...actionsOn(USER), ...actionsOn(GROUP), ...actionsOn(ROLE) };
}
