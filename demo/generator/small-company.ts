import { type Account, createAccount } from '../../sandbox/account/account';
import { startRecording } from '../../sandbox/account/configuration-recorder';
import { attachDevice, createVirtualMfaDevice } from '../../sandbox/account/mfa-devices';
import { addUser } from './add-user';
import type { UserDraft } from './user-draft';

const DAY = 86_400;
const HOUR = 3_600;

/** The tag that says until when a user is exempt, in every account that the sandbox makes. */
export const EXEMPTION_TAG = 'mfa-exempt-until';

/** A company of thirteen users, each in another situation. Region us-east-1, account 123456789012. */
export function smallCompany(now: Date): Account {
  const account = createAccount({
    accountId: '123456789012',
    partition: 'aws',
    region: 'us-east-1',
    seed: 'small company',
    createDate: new Date(now.getTime() - 1500 * DAY * 1000),
  });
  startRecording(account);
  for (const draft of [...people(now), ...others]) addUser(account, { ...plain, ...draft }, now);
  const rootDevice = createVirtualMfaDevice(account, 'root-account-mfa-device', '/');
  attachDevice(account, 'root', { type: 'virtual', device: rootDevice }, account.root.createDate);
  return account;
}

const plain = {
  path: '/',
  age: 700 * DAY,
  password: { age: 700 * DAY, lastUsedAge: 20 * HOUR },
  devices: [],
  accessKeys: 0,
  tags: [],
  groups: [],
} satisfies Omit<UserDraft, 'userName'>;

type Situation = Pick<UserDraft, 'userName'> & Partial<UserDraft>;

function people(now: Date): readonly Situation[] {
  const lastMonth = new Date(now.getTime() - 30 * DAY * 1000).toISOString().slice(0, 10);
  return [
    { userName: 'alice.martin', devices: ['virtual'], groups: ['developers'] },
    { userName: 'bruno.costa', devices: ['fido'], groups: ['developers'] },
    { userName: 'chen.wei', devices: ['hardware-totp'], groups: ['finance'] },
    // Two who must enrol: one works with the console every day, one never signed in.
    { userName: 'diana.okafor', groups: ['developers'] },
    { userName: 'erik.lund', password: { age: 400 * DAY, lastUsedAge: undefined } },
    // Joined yesterday.
    { userName: 'fatima.haddad', age: 26 * HOUR, password: { age: 25 * HOUR, lastUsedAge: 24 * HOUR } },
    { userName: 'gita.rao', tags: [{ Key: EXEMPTION_TAG, Value: lastMonth }], groups: ['finance'] },
    { userName: 'ines.moreau', devices: ['virtual', 'fido'], groups: ['developers'] },
    { userName: 'jonas.weber', password: undefined, accessKeys: 1, groups: ['developers'] },
  ];
}

const others: readonly Situation[] = [
  { userName: 'break-glass', password: { age: 700 * DAY, lastUsedAge: undefined }, groups: ['emergency'] },
  { userName: 'ci-deploy', path: '/service/', password: undefined, accessKeys: 2 },
  { userName: 'backup-agent', path: '/service/', password: undefined, accessKeys: 1 },
  // A service user with a password that nobody dares remove.
  { userName: 'legacy-reports', path: '/service/', accessKeys: 1 },
];
