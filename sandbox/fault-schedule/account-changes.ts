import { deleteAccessKey } from '../account/access-keys';
import type { Account } from '../account/account';
import { groupsOf, removeFromGroup } from '../account/groups';
import { attachDevice, createVirtualMfaDevice, unassignDevice } from '../account/mfa-devices';
import type { User } from '../account/principals';
import { createUser, deleteUser, renameUser, setPassword, userNamed } from '../account/users';
import { ServiceError } from '../errors';
import type { AccountChange } from './fault-schedule';

/** Changes a user as somebody else would. A change that IAM refuses does not happen. */
export function applyChange(account: Account, change: AccountChange, now: Date): void {
  try {
    apply(account, change, now);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
  }
}

function apply(account: Account, { change, userName, newUserName }: AccountChange, now: Date): void {
  if (change === 'create') {
    addNewcomer(account, userName, now);
    return;
  }
  const user = userNamed(account, userName);
  switch (change) {
    case 'rename':
      renameUser(account, user, newUserName ?? userName, user.path);
      break;
    case 'delete':
      removeUser(account, user);
      break;
    case 'replace':
      removeUser(account, user);
      addNewcomer(account, user.userName, now);
      break;
    case 'enrol': {
      const device = createVirtualMfaDevice(account, `enrolled-${account.virtualMfaDevices.size}`, '/');
      attachDevice(account, user, { type: 'virtual', device }, now);
      break;
    }
    case 'strip':
      strip(account, user);
  }
}

function addNewcomer(account: Account, userName: string, now: Date): void {
  const user = createUser(account, { userName }, now);
  setPassword(account, user, `Initial-${account.ids.fidoSuffix()}`, true, now);
}

/** With all that belongs to the user. */
function removeUser(account: Account, user: User): void {
  strip(account, user);
  const current = () => userNamed(account, user.userName);
  for (const group of groupsOf(account, user)) removeFromGroup(account, group, current());
  for (const { accessKeyId } of user.accessKeys) deleteAccessKey(account, current(), accessKeyId);
  deleteUser(account, { ...current(), loginProfile: undefined, inlinePolicies: [], attachedPolicies: [] });
}

function strip(account: Account, { userName, mfaDevices }: User): void {
  for (const device of mfaDevices) unassignDevice(account, userNamed(account, userName), device);
}
