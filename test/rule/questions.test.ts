import type { KnownUser } from '../../rule/core/known-user';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import { judgeUser } from '../../rule/questions';
import {
  type AccountIam,
  type AccountUser,
  named,
  virtualDevice,
  withPassword,
} from '../support/account-iam';
import { askingIam, BEGAN } from '../support/asking';
import { listed, policy, unlisted } from '../support/known-users';

const ALICE = { userId: 'AIDA-alice', userName: 'alice' };
const KEY = 'arn:aws:iam::123456789012:u2f/user/alice/key';

async function inquire(
  user: AccountUser,
  parameters: Partial<RuleParameters> = {},
  known: KnownUser = listed(ALICE),
  prepare: (iam: AccountIam) => void = () => {},
) {
  const { clock, iam, reader } = askingIam([user]);
  prepare(iam);
  const judging = () => judgeUser(reader, known, policy(parameters), new Date(BEGAN));
  return { outcome: await clock.run(judging), asked: iam.line.asked };
}

test.each<[string, AccountUser, Partial<RuleParameters>, string, readonly string[]]>([
  ['a user without a password', named('alice'), {}, 'noPassword', ['iam:GetLoginProfile alice']],
  [
    'a user with a security key',
    withPassword('alice', { devices: [KEY] }),
    {},
    'acceptedDevice',
    ['iam:GetLoginProfile alice', 'iam:ListMFADevices alice'],
  ],
  [
    'a user without a device',
    withPassword('alice'),
    {},
    'noAcceptedDevice',
    ['iam:GetLoginProfile alice', 'iam:ListMFADevices alice'],
  ],
  [
    'a user in grace',
    withPassword('alice', { password: new Date(BEGAN - 1_000) }),
    { gracePeriodDays: 1, exemptionTag: 'exempt' },
    'inGrace',
    ['iam:GetLoginProfile alice', 'iam:ListMFADevices alice'],
  ],
  [
    'a user with an exemption tag',
    withPassword('alice', { tags: [{ key: 'exempt', value: '2027-01-15' }] }),
    { exemptionTag: 'exempt' },
    'exempt',
    ['iam:GetLoginProfile alice', 'iam:ListMFADevices alice', 'iam:ListUserTags alice'],
  ],
  [
    'a user without a virtual device, where only those count',
    withPassword('alice', { devices: [KEY] }),
    { acceptedMfaTypes: ['virtual'] },
    'noAcceptedDevice',
    ['iam:GetLoginProfile alice'],
  ],
  ['an exempt user', withPassword('alice'), { exemptUsers: ['alice'] }, 'exempt', []],
])('%s', async (_name, user, parameters, reason, questions) => {
  const { outcome, asked } = await inquire(user, parameters);
  expect(outcome).toMatchObject({ status: 'judged', verdict: { reason } });
  expect(asked).toEqual(questions);
});

test('an answer is kept with the user', async () => {
  const user = withPassword('alice', {
    devices: [virtualDevice('alice')],
    tags: [{ key: 'team', value: 'x' }],
  });
  const parameters = { exemptionTag: 'exempt', acceptedMfaTypes: ['fido'] } as const;
  const { outcome } = await inquire(user, parameters, unlisted(ALICE));
  expect(outcome.user).toEqual({
    ...unlisted(ALICE),
    loginProfile: { createDate: new Date('2026-01-01T00:00:00Z') },
    mfaDevices: ['virtual'],
    devices: [{ serialNumber: virtualDevice('alice'), enableDate: expect.any(Date) }],
    tags: [{ key: 'team', value: 'x' }],
  });
});

test('devices and tags are read to their ends', async () => {
  const tags = Array.from({ length: 3 }, (_, index) => ({ key: `a${index}`, value: 'x' }));
  const user = withPassword('alice', {
    devices: ['GAHT1', 'GAHT2', KEY],
    tags: [...tags, { key: 'exempt', value: '2027-02-01' }],
  });
  const parameters = { exemptionTag: 'exempt', acceptedMfaTypes: ['sms'] } as const;
  const { outcome, asked } = await inquire(user, parameters, listed(ALICE), (iam) => {
    iam.paging = { MaxItems: 2 };
  });
  expect(outcome).toMatchObject({
    verdict: { reason: 'exempt' },
    user: { mfaDevices: ['fido', 'hardware-totp'] },
  });
  expect(asked.map((call) => call.split(' ')[0])).toEqual([
    'iam:GetLoginProfile',
    'iam:ListMFADevices',
    'iam:ListMFADevices',
    'iam:ListUserTags',
    'iam:ListUserTags',
  ]);
});

describe('a user is withheld', () => {
  test.each(['iam:GetLoginProfile', 'iam:ListMFADevices', 'iam:ListUserTags'])(
    'where %s is refused',
    async (refused) => {
      const { outcome } = await inquire(
        withPassword('alice'),
        { exemptionTag: 'exempt' },
        listed(ALICE),
        ({ line }) => {
          line.onCall = ({ action }) => (action === refused ? 'denied' : undefined);
        },
      );
      expect(outcome).toMatchObject({ status: 'withheld', error: { failure: 'denied', action: refused } });
    },
  );

  test('where it is deleted between two questions', async () => {
    const { outcome } = await inquire(withPassword('alice'), {}, listed(ALICE), (iam) => {
      iam.line.onCall = ({ action }) => {
        if (action === 'iam:ListMFADevices') iam.delete('alice');
        return undefined;
      };
    });
    expect(outcome).toMatchObject({ status: 'withheld', error: { failure: 'missing' } });
  });

  test('where a device is of an unknown kind', async () => {
    const { outcome } = await inquire(
      withPassword('alice', { devices: ['arn:aws:iam::123456789012:new/alice'] }),
    );
    expect(outcome).toMatchObject({ status: 'withheld', error: { code: 'UnknownMfaDevice' } });
  });

  test('where it may be in a group that could not be read', async () => {
    const open = listed({ ...ALICE, unreadGroups: ['Auditors', 'Robots'] });
    const { outcome, asked } = await inquire(
      withPassword('alice'),
      { exemptGroups: ['Auditors', 'Robots'] },
      open,
    );
    expect(outcome).toMatchObject({
      status: 'withheld',
      error: {
        message: 'UnreadExemptGroup: whether "Auditors", "Robots" exempts the user could not be read',
      },
    });
    expect(asked).toEqual([]);
  });
});

test('a defect is thrown', async () => {
  const failing = inquire(named('alice'), {}, listed(ALICE), (iam) => {
    iam.getLoginProfile = () => Promise.reject(new TypeError('a defect'));
  });
  await expect(failing).rejects.toThrow(new TypeError('a defect'));
});
