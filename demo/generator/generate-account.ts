import * as fc from 'fast-check';
import { type Account, createAccount, keyOf } from '../../sandbox/account/account';
import { startRecording } from '../../sandbox/account/configuration-recorder';
import { attachDevice, createVirtualMfaDevice } from '../../sandbox/account/mfa-devices';
import { addUser } from './add-user';
import type { AccountKind } from './proportions';
import type { UserDraft } from './user-draft';
import { userDraft } from './users';

export interface GeneratedAccount {
  /** Up to IAM's quota of 5,000. */
  readonly users: number;
  /** The same seed makes the same account. */
  readonly seed: number;
  /** @default 'mixed' */
  readonly kind?: AccountKind;
  /** The account's present. */
  readonly now: Date;
  /** @default '123456789012' */
  readonly accountId?: string;
}

const LONGEST_NAME = 64;

/** An account of a seed, whose users follow the shares in `proportions.ts`. Region us-east-1. */
export function generateAccount(wanted: GeneratedAccount): Account {
  const { users, seed, kind = 'mixed', now, accountId = '123456789012' } = wanted;
  const createDate = new Date(now.getTime() - 2200 * 86_400_000);
  const account = createAccount({
    accountId,
    partition: 'aws',
    region: 'us-east-1',
    seed: `${seed}`,
    createDate,
  });
  startRecording(account);
  const drafts = users === 0 ? [] : fc.sample(userDraft(kind), { numRuns: users, seed });
  for (const draft of drafts) addUser(account, { ...draft, userName: freeName(account, draft) }, now);
  const rootDevice = createVirtualMfaDevice(account, 'root-account-mfa-device', '/');
  attachDevice(account, 'root', { type: 'virtual', device: rootDevice }, createDate);
  createVirtualMfaDevice(account, 'abandoned', '/');
  return account;
}

/** IAM's names are unique without regard to case: whoever comes later gets a number. */
function freeName(account: Account, { userName }: UserDraft): string {
  let name = userName;
  for (let number = 2; account.users.byKey(keyOf(name)) !== undefined; number += 1) {
    name = `${userName.slice(0, LONGEST_NAME - `${number}`.length)}${number}`;
  }
  return name;
}
