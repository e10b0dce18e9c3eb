import { membership } from '../../../lambda/remediation/membership';
import { remediate } from '../../../lambda/remediation/remediate';
import type { RuleParameters } from '../../../rule/core/rule-parameters';
import { askingIam, BEGAN, IN_A_MINUTE } from '../../support/asking';
import { type FakeIam, type FakeUser, named, virtualDevice, withPassword } from '../../support/fake-iam';
import { fakeMembership } from '../../support/fake-membership';
import { policy } from '../../support/known-users';

const GROUP = 'console-mfa-self-service';
const ALICE = 'AIDA-alice';

/** Remediates alice, in an account with these users. */
function remediation(users: readonly FakeUser[], parameters: Partial<RuleParameters> = {}) {
  const { clock, iam, client, reader } = askingIam(users);
  const run = (userId = ALICE) =>
    clock.run(() =>
      remediate(userId, {
        iam: reader,
        membership: membership(fakeMembership(iam), client, IN_A_MINUTE),
        parameters: policy(parameters),
        groupName: GROUP,
        now: new Date(BEGAN),
      }),
    );
  return { iam, run };
}

/** The groups of everybody who is in any. */
function groupsIn(iam: FakeIam): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    iam.users.flatMap(({ userId, groups = [] }) => (groups.length === 0 ? [] : [[userId, groups]])),
  );
}

/** Changes the account at the moment that a call begins. */
function when(iam: FakeIam, action: string, nth: number, change: () => void): void {
  iam.line.onCall = (call) => {
    if (call.action === action && call.nth === nth) change();
    return undefined;
  };
}

describe('a user with a password and no device', () => {
  test('is added to the group, and told how that is undone', async () => {
    const { iam, run } = remediation([withPassword('bob'), withPassword('alice', { groups: ['staff'] })]);
    expect(await run()).toEqual({
      userId: 'AIDA-alice',
      outcome: 'added',
      groupName: 'console-mfa-self-service',
      message:
        'alice was added to console-mfa-self-service. To undo it: ' +
        'aws iam remove-user-from-group --group-name console-mfa-self-service --user-name alice',
    });
    expect(groupsIn(iam)).toEqual({ 'AIDA-alice': ['staff', 'console-mfa-self-service'] });
    expect(iam.line.asked).toEqual([
      'iam:ListUsers',
      'iam:ListGroupsForUser alice',
      'iam:GetLoginProfile alice',
      'iam:ListMFADevices alice',
      'iam:GetUser alice',
      'iam:AddUserToGroup alice',
      'iam:GetUser alice',
    ]);
  });

  test('is found on the last page of the account and its groups on all of theirs', async () => {
    const others = Array.from({ length: 5 }, (_, index) => withPassword(`user-${index}`));
    const { iam, run } = remediation([...others, withPassword('alice', { groups: ['a', 'b', GROUP] })]);
    iam.pageSize = 2;
    iam.smallPageSize = 1;
    expect(await run()).toMatchObject({ outcome: 'alreadyMember' });
  });

  test('who is a member already stays one, and nothing is changed', async () => {
    const { iam, run } = remediation([withPassword('alice')]);
    await run();
    expect(await run()).toEqual({
      userId: 'AIDA-alice',
      outcome: 'alreadyMember',
      groupName: 'console-mfa-self-service',
      message: 'alice is a member of console-mfa-self-service already. Nothing was changed.',
    });
    expect(iam.line.asked.filter((call) => call.startsWith('iam:AddUserToGroup'))).toHaveLength(1);
  });

  test('whom IAM allows no further group is refused with the remedy', async () => {
    const groups = Array.from({ length: 10 }, (_, index) => `group-${index}`);
    const { iam, run } = remediation([withPassword('alice', { groups })]);
    await expect(run()).rejects.toMatchObject({
      code: 'GroupQuotaReached',
      message:
        'GroupQuotaReached: "alice" is in as many groups as IAM allows, so it was not added to ' +
        '"console-mfa-self-service"; take it out of another one and run the remediation again',
    });
    expect(groupsIn(iam)).toEqual({ 'AIDA-alice': groups });
  });
});

describe('a stale finding: left alone is a user', () => {
  test.each<[string, FakeUser, Partial<RuleParameters>, string, string]>([
    [
      'who has enrolled since',
      withPassword('alice', { devices: [virtualDevice('alice')] }),
      {},
      'acceptedDevice',
      'alice has an accepted MFA device (virtual). Nothing to do. Left alone.',
    ],
    [
      'whose password was taken away',
      named('alice'),
      {},
      'noPassword',
      'alice has no console password. Nothing to do. Left alone.',
    ],
    [
      'who has grace since it joined',
      withPassword('alice', { password: new Date('2027-01-14T12:00:00Z') }),
      { gracePeriodDays: 7 },
      'inGrace',
      'alice has a console password and no MFA device. Grace ends 2027-01-21T12:00:00Z; until then: ' +
        'IAM > Users > Security credentials > Assign MFA device. Left alone.',
    ],
    [
      'exempt by name',
      withPassword('alice'),
      { exemptUsers: ['al*'] },
      'exempt',
      'alice is exempt by exemptUsers (al*). Left alone.',
    ],
    [
      'exempt by path',
      withPassword('alice', { path: '/service/' }),
      { exemptPaths: ['/service/'] },
      'exempt',
      'alice is exempt by exemptPaths (/service/). Left alone.',
    ],
    [
      'exempt by group, whatever the case of its name',
      withPassword('alice', { groups: ['Robots'] }),
      { exemptGroups: ['robots'] },
      'exempt',
      'alice is exempt by exemptGroups (robots). Left alone.',
    ],
    [
      'exempt by tag',
      withPassword('alice', { tags: [{ key: 'exempt', value: '2027-01-15' }] }),
      { exemptionTag: 'exempt' },
      'exempt',
      'alice is exempt to the end of 2027-01-15 UTC by its tag exempt. Left alone.',
    ],
  ])('%s', async (_name, user, parameters, reason, message) => {
    const { iam, run } = remediation([user], parameters);
    const before = groupsIn(iam);
    expect(await run()).toEqual({ userId: 'AIDA-alice', outcome: 'leftAlone', reason, message });
    expect(groupsIn(iam)).toEqual(before);
  });

  test('who is gone, even if somebody else has the name', async () => {
    const { iam, run } = remediation([withPassword('alice', { userId: 'AIDA-another' })]);
    expect(await run()).toEqual({
      userId: 'AIDA-alice',
      outcome: 'leftAlone',
      reason: 'gone',
      message: 'The account has no user AIDA-alice any more. Left alone.',
    });
    expect(iam.line.asked).toEqual(['iam:ListUsers']);
  });
});

describe('a name that passes on', () => {
  const replace = (iam: FakeIam, another: Partial<FakeUser>) =>
    iam.change('alice', (user) => ({ ...user, userId: 'AIDA-another', ...another }));

  test('while the questions are asked: nobody is added', async () => {
    const { iam, run } = remediation([withPassword('alice')]);
    when(iam, 'iam:ListMFADevices', 1, () => replace(iam, {}));
    await expect(run()).rejects.toMatchObject({
      code: 'NamePassedOn',
      message:
        'NamePassedOn: AIDA-alice had the name "alice" a moment ago and it is the name of AIDA-another now; ' +
        'run the remediation of AIDA-alice again',
    });
    expect(groupsIn(iam)).toEqual({});
  });

  test('while the questions are asked, to a user who has enrolled: not taken for the user that is gone', async () => {
    const { iam, run } = remediation([withPassword('alice')]);
    when(iam, 'iam:ListMFADevices', 1, () => replace(iam, { devices: [virtualDevice('alice')] }));
    await expect(run()).rejects.toMatchObject({ code: 'NamePassedOn' });
  });

  test('to nobody: nobody is added', async () => {
    const { iam, run } = remediation([withPassword('alice')]);
    when(iam, 'iam:GetLoginProfile', 1, () => iam.change('alice', (user) => ({ ...user, userName: 'alia' })));
    await expect(run()).rejects.toThrow(/^NamePassedOn: .* a moment ago and nobody has it now;/);
    expect(groupsIn(iam)).toEqual({});
  });

  test('in the very moment of adding: the other one is a member, and it is said how to undo that', async () => {
    const { iam, run } = remediation([withPassword('alice')]);
    when(iam, 'iam:AddUserToGroup', 1, () => replace(iam, {}));
    await expect(run()).rejects.toMatchObject({
      code: 'Unconfirmed',
      message:
        'Unconfirmed: whoever had the name "alice" was added to "console-mfa-self-service", and who that was is ' +
        'not certain: NamePassedOn: AIDA-alice had the name "alice" a moment ago and it is the name of ' +
        'AIDA-another now; run the remediation of AIDA-alice again. To undo it: aws iam remove-user-from-group ' +
        '--group-name console-mfa-self-service --user-name alice',
    });
    expect(groupsIn(iam)).toEqual({ 'AIDA-another': ['console-mfa-self-service'] });
  });
});

describe('a call that fails', () => {
  test('is made again: a throttled one, and one that fails twice', async () => {
    const { iam, run } = remediation([withPassword('alice')]);
    iam.line.onCall = ({ action, nth }) => {
      if (action === 'iam:ListUsers' && nth <= 5) return 'throttled';
      return nth <= 2 ? 'transient' : undefined;
    };
    expect(await run()).toMatchObject({ outcome: 'added' });
  });

  test.each([
    'iam:ListUsers',
    'iam:ListGroupsForUser',
    'iam:GetLoginProfile',
    'iam:ListMFADevices',
    'iam:GetUser',
  ])('%s that is denied: nobody is added', async (denied) => {
    const { iam, run } = remediation([withPassword('alice')]);
    iam.line.onCall = ({ action }) => (action === denied ? 'denied' : undefined);
    await expect(run()).rejects.toThrow(
      `AwsCallFailed: ${denied} is not allowed; grant the role this action`,
    );
    expect(groupsIn(iam)).toEqual({});
  });

  test('only when the addition is to be confirmed is said to leave it open', async () => {
    const { iam, run } = remediation([withPassword('alice')]);
    iam.line.onCall = ({ action, nth }) => (action === 'iam:GetUser' && nth > 1 ? 'denied' : undefined);
    await expect(run()).rejects.toThrow(/^Unconfirmed: .*AwsCallFailed: iam:GetUser is not allowed/);
    expect(groupsIn(iam)).toEqual({ 'AIDA-alice': [GROUP] });
  });

  test('until the time is over ends the remediation with the call that was waited for', async () => {
    const { iam, run } = remediation([withPassword('alice')]);
    iam.line.onCall = ({ action }) => (action === 'iam:GetLoginProfile' ? 'throttled' : undefined);
    await expect(run()).rejects.toThrow(/^OutOfTime: iam:GetLoginProfile last failed as throttled/);
  });
});
