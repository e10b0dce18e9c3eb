import { type Account, iamArn, keyOf } from './account';
import { policyConflict, requireNoConflict } from './delete-conflict';
import { iamError } from './errors';
import type { LoginProfile, User } from './principals';
import type { Tag } from './tags';

/** IAM's quota of users in an account, which cannot be raised. */
export const USERS_QUOTA = 5000;

export interface NewUser {
  readonly userName: string;
  /** Begins and ends with `/`. */
  readonly path?: string | undefined;
  readonly tags?: readonly Tag[];
  readonly permissionsBoundary?: string | undefined;
}

/** @throws ServiceError EntityAlreadyExists, LimitExceeded */
export function createUser(account: Account, newUser: NewUser, now: Date): User {
  const { userName, path = '/', tags = [], permissionsBoundary } = newUser;
  refuseTakenName(account, userName);
  if (account.users.size >= USERS_QUOTA) {
    throw iamError('LimitExceeded', `Cannot exceed quota for UsersPerAccount: ${USERS_QUOTA}`);
  }
  const user: User = {
    userId: account.ids.unique('AIDA'),
    userName,
    path,
    arn: iamArn(account, `user${path}${userName}`),
    createDate: toSecond(now),
    tags,
    loginProfile: undefined,
    passwordLastUsed: undefined,
    accessKeys: [],
    mfaDevices: [],
    groupIds: [],
    inlinePolicies: [],
    attachedPolicies: [],
    permissionsBoundary,
  };
  account.users.put(user);
  return user;
}

/** @throws ServiceError NoSuchEntity */
export function userNamed(account: Account, userName: string): User {
  const user = account.users.byKey(keyOf(userName));
  if (user === undefined) {
    throw iamError('NoSuchEntity', `The user with name ${userName} cannot be found.`);
  }
  return user;
}

/**
 * Replaces what is known of a user. Name and path go through {@link renameUser}, devices, groups and keys through
 * their own functions, since indexes hang on them.
 */
export function updateUser(
  account: Account,
  user: User,
  change: Partial<
    Pick<
      User,
      | 'tags'
      | 'loginProfile'
      | 'passwordLastUsed'
      | 'inlinePolicies'
      | 'attachedPolicies'
      | 'permissionsBoundary'
    >
  >,
): User {
  const changed = { ...user, ...change };
  account.users.put(changed);
  return changed;
}

/** @throws ServiceError EntityAlreadyExists */
export function renameUser(account: Account, user: User, userName: string, path: string): User {
  if (keyOf(userName) !== keyOf(user.userName)) refuseTakenName(account, userName);
  const renamed = { ...user, userName, path, arn: iamArn(account, `user${path}${userName}`) };
  account.users.put(renamed);
  return renamed;
}

/**
 * Removes a user who has nothing left.
 *
 * @throws ServiceError DeleteConflict, naming what must go first
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
 */
export function deleteUser(account: Account, user: User): void {
  requireNoConflict(conflictOf(user));
  account.users.delete(user.userId);
}

/** Gives a user a console password, or replaces it. */
export function setPassword(
  account: Account,
  user: User,
  password: string,
  passwordResetRequired: boolean,
  now: Date,
): LoginProfile {
  const changedAt = toSecond(now);
  const loginProfile = {
    createDate: user.loginProfile?.createDate ?? changedAt,
    password,
    passwordLastChanged: changedAt,
    passwordResetRequired,
  };
  updateUser(account, user, { loginProfile });
  return loginProfile;
}

/** IAM's instants have no milliseconds. */
export function toSecond(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / 1000) * 1000);
}

function refuseTakenName(account: Account, userName: string): void {
  if (account.users.byKey(keyOf(userName)) !== undefined) {
    throw iamError('EntityAlreadyExists', `User with name ${userName} already exists.`);
  }
}

function conflictOf(user: User): string | undefined {
  if (user.loginProfile !== undefined) return 'delete login profile';
  if (user.accessKeys.length > 0) return 'delete access keys';
  if (user.mfaDevices.length > 0) return 'delete MFA device';
  return policyConflict(user) ?? (user.groupIds.length > 0 ? 'remove users from group' : undefined);
}
