import { createAccessKey } from '../../sandbox/account/access-keys';
import { type Account, keyOf } from '../../sandbox/account/account';
import { addToGroup, createGroup } from '../../sandbox/account/groups';
import type { MfaDeviceType } from '../../sandbox/account/mfa-device';
import { attachDevice, createVirtualMfaDevice, type NewDevice } from '../../sandbox/account/mfa-devices';
import type { User } from '../../sandbox/account/principals';
import { createUser, setPassword, updateUser, userNamed } from '../../sandbox/account/users';
import type { UserDraft } from './user-draft';

/** Makes a user with all that belongs to it, each thing at its time. Groups that do not exist are made. */
export function addUser(account: Account, draft: UserDraft, now: Date): User {
  const { userName, path, tags, password } = draft;
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
  createUser(account, { userName, path, tags }, ago(draft.age));
  const user = () => userNamed(account, userName);
  if (password !== undefined) {
    setPassword(account, user(), `Initial-${account.ids.fidoSuffix()}`, false, ago(password.age));
    const passwordLastUsed = password.lastUsedAge === undefined ? undefined : ago(password.lastUsedAge);
    updateUser(account, user(), { passwordLastUsed });
  }
  draft.devices.forEach((type, index) => {
    attachDevice(account, user(), newDevice(account, user(), type, index), ago(draft.age));
  });
  for (let count = 0; count < draft.accessKeys; count += 1) {
    createAccessKey(account, user(), ago(draft.age));
  }
  for (const groupName of draft.groups) {
    const group =
      account.groups.byKey(keyOf(groupName)) ?? createGroup(account, groupName, '/', ago(draft.age));
    addToGroup(account, group, user());
  }
  return user();
}

function newDevice(account: Account, { userName }: User, type: MfaDeviceType, index: number): NewDevice {
  const name = index === 0 ? userName : `${userName}-${index + 1}`;
  switch (type) {
    case 'virtual':
      return { type, device: createVirtualMfaDevice(account, name, '/') };
    case 'fido':
      return { type, name: `key-${index + 1}` };
    case 'sms':
      return {
        type,
        name: `+1555${account.ids.base32Seed().replaceAll(/\D/g, '').padEnd(7, '0').slice(0, 7)}`,
      };
    case 'hardware-totp':
      return {
        type,
        serialNumber: `GAHT${account.ids.unique('AIDA').slice(4, 12)}`,
        secret: account.ids.base32Seed(),
      };
  }
}
