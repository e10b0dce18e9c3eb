import { type GeneratedAccount, generateAccount } from '../../../demo/generator/generate-account';
import { smallCompany } from '../../../demo/generator/small-company';
import type { Account } from '../../../sandbox/account/account';
import type { User } from '../../../sandbox/account/principals';

const now = new Date('2026-11-24T12:00:00.000Z');

function usersOf(account: Account): readonly User[] {
  return [...account.users];
}

function generated(change: Partial<GeneratedAccount> = {}): Account {
  return generateAccount({ users: 1000, seed: 7, now, ...change });
}

test('the same seed makes the same account, another seed another', () => {
  const users = (seed: number) => usersOf(generated({ users: 200, seed }));
  expect(users(7)).toEqual(users(7));
  expect(users(8)).not.toEqual(users(7));
});

test.each([0, 1, 37, 5000])('an account of %d users has so many', (users) => {
  expect(generated({ users }).users.size).toBe(users);
});

test('every name and path is one that IAM allows', () => {
  const users = usersOf(generated({ users: 3000 }));
  const tags = users.flatMap((user) => user.tags.map(({ Key, Value }) => `${Key}${Value}`));
  const others = (texts: readonly string[], allowed: RegExp) => texts.filter((text) => !allowed.test(text));
  expect({
    names: others(
      users.map(({ userName }) => userName),
      /^[\w+=,.@-]{1,64}$/,
    ),
    paths: others(
      users.map(({ path }) => path),
      /^(\/|\/[!-~]{1,510}\/)$/,
    ),
    tags: others(tags, /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u),
  }).toEqual({ names: [], paths: [], tags: [] });
});

test('nothing of a user is older than the user or younger than the present', () => {
  const impossible = usersOf(generated()).filter(
    ({ createDate, loginProfile, passwordLastUsed, mfaDevices }) =>
      [loginProfile?.createDate, passwordLastUsed, ...mfaDevices.map(({ enableDate }) => enableDate)].some(
        (time) => time !== undefined && (time < createDate || time > now),
      ),
  );
  expect(impossible).toEqual([]);
});

test('a mixed account has every situation', () => {
  const users = usersOf(generated({ users: 3000 }));
  const some = (what: (user: User) => boolean) => users.filter(what).length;
  for (const type of ['virtual', 'fido', 'hardware-totp', 'sms']) {
    expect(some(({ mfaDevices }) => mfaDevices.some((device) => device.type === type))).toBeGreaterThan(20);
  }
  expect(some(({ mfaDevices }) => mfaDevices.length === 8)).toBeGreaterThan(0);
  expect(
    some(({ loginProfile, mfaDevices }) => loginProfile !== undefined && mfaDevices.length === 0),
  ).toBeGreaterThan(100);
  expect(
    some(({ loginProfile, passwordLastUsed }) => loginProfile !== undefined && !passwordLastUsed),
  ).toBeGreaterThan(50);
  expect(
    some(({ loginProfile, accessKeys }) => loginProfile === undefined && accessKeys.length > 0),
  ).toBeGreaterThan(500);
  expect(some(({ createDate }) => now.getTime() - createDate.getTime() < 86_400_000)).toBeGreaterThan(20);
  expect(some(({ path }) => path === '/service/')).toBeGreaterThan(100);
  expect(some(({ userName }) => /^[=+@-]/.test(userName))).toBeGreaterThan(10);
  expect(some(({ userName }) => userName.length === 64)).toBeGreaterThan(5);
  expect(some(({ tags }) => tags.some(({ Key }) => Key === 'mfa-exempt-until'))).toBeGreaterThan(50);
  expect(some(({ groupIds }) => groupIds.length > 1)).toBeGreaterThan(100);
});

test('an account of people has no services, one of keys no passwords', () => {
  const people = usersOf(generated({ kind: 'people' }));
  expect(people.filter(({ path }) => path.startsWith('/service/')).length).toBeLessThan(20);
  expect(people.filter(({ loginProfile }) => loginProfile !== undefined).length).toBeGreaterThan(850);
  const keys = usersOf(generated({ kind: 'keys-only' }));
  expect(keys.filter(({ loginProfile, mfaDevices }) => loginProfile || mfaDevices.length > 0)).toEqual([]);
  expect(keys.every(({ accessKeys }) => accessKeys.length > 0)).toBe(true);
});

test('the root user has a virtual device, and one device is left unassigned', () => {
  const devices = [...generated({ users: 0 }).virtualMfaDevices];
  expect(devices).toMatchObject([
    { serialNumber: 'arn:aws:iam::123456789012:mfa/abandoned', owner: undefined },
    { serialNumber: 'arn:aws:iam::123456789012:mfa/root-account-mfa-device', owner: { type: 'root' } },
  ]);
});

test('the small company has one of each situation', () => {
  const situations = usersOf(smallCompany(now)).map(({ userName, path, loginProfile, mfaDevices, tags }) =>
    `${path}${userName}: ${loginProfile ? 'password' : 'none'} ${mfaDevices.map(({ type }) => type).join()} ${tags.map(({ Value }) => Value).join()}`.trimEnd(),
  );
  expect(situations).toEqual([
    '/alice.martin: password virtual',
    '/service/backup-agent: none',
    '/break-glass: password',
    '/bruno.costa: password fido',
    '/chen.wei: password hardware-totp',
    '/service/ci-deploy: none',
    '/diana.okafor: password',
    '/erik.lund: password',
    '/fatima.haddad: password',
    '/gita.rao: password  2026-10-25',
    '/ines.moreau: password virtual,fido',
    '/jonas.weber: none',
    '/service/legacy-reports: password',
  ]);
});
