import type { Account } from './account';
import { iamError } from './errors';
import type { AccessKey, User } from './principals';
import { toSecond } from './users';

/** IAM's quota of access keys of a user, which cannot be raised. */
const KEYS_PER_USER = 2;

/** @throws ServiceError LimitExceeded */
export function createAccessKey(account: Account, user: User, now: Date): AccessKey {
  if (user.accessKeys.length >= KEYS_PER_USER) {
    throw iamError('LimitExceeded', `Cannot exceed quota for AccessKeysPerUser: ${KEYS_PER_USER}`);
  }
  const key: AccessKey = {
    accessKeyId: account.ids.unique('AKIA'),
    secretAccessKey: account.ids.secretAccessKey(),
    status: 'Active',
    createDate: toSecond(now),
    lastUsed: undefined,
  };
  account.users.put({ ...user, accessKeys: [...user.accessKeys, key] });
  account.accessKeyOwners.set(key.accessKeyId, user.userId);
  return key;
}

/** Replaces what is known of a key of the user. */
export function updateAccessKey(account: Account, user: User, key: AccessKey): void {
  const accessKeys = user.accessKeys.map((current) =>
    current.accessKeyId === key.accessKeyId ? key : current,
  );
  account.users.put({ ...user, accessKeys });
}

export function deleteAccessKey(account: Account, user: User, accessKeyId: string): void {
  account.users.put({
    ...user,
    accessKeys: user.accessKeys.filter((key) => key.accessKeyId !== accessKeyId),
  });
  account.accessKeyOwners.delete(accessKeyId);
}

/** @throws ServiceError NoSuchEntity */
export function accessKeyOf(user: User, accessKeyId: string): AccessKey {
  const key = user.accessKeys.find((candidate) => candidate.accessKeyId === accessKeyId);
  if (key === undefined) {
    throw iamError('NoSuchEntity', `The Access Key with id ${accessKeyId} cannot be found.`);
  }
  return key;
}
