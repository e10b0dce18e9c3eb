import { evaluate } from '../../lambda/evaluate';
import type { RunSummary } from '../../rule/core/run-summary';
import { AccountIam, type AccountUser, named, virtualDevice, withPassword } from '../support/account-iam';
import { FakeConfigService, holding, storedResult } from '../support/fake-config-service';
import { rejectionOf } from '../support/thrown';
import { VirtualClock } from '../support/virtual-clock';

const NOW = Date.parse('2027-01-15T12:00:00Z');
const BUDGET_MS = 300_000;

interface EventInput {
  readonly ruleParameters?: Readonly<Record<string, string>>;
  readonly resultToken?: string;
  readonly at?: string;
}

function scheduled({
  ruleParameters = {},
  resultToken = 'token',
  at = '2027-01-15T11:59:58.000Z',
}: EventInput = {}) {
  return {
    invokingEvent: JSON.stringify({ messageType: 'ScheduledNotification', notificationCreationTime: at }),
    ruleParameters: JSON.stringify(ruleParameters),
    resultToken,
    accountId: '123456789012',
    configRuleName: 'console-mfa',
  };
}

/** An account, what AWS Config holds of it, and a way to run the rule in virtual time. */
function account(users: readonly AccountUser[], ...results: readonly ReturnType<typeof storedResult>[]) {
  const clock = new VirtualClock(NOW);
  const iam = new AccountIam(clock, users);
  const config = new FakeConfigService(clock, holding(...results));
  const summaries: RunSummary[] = [];
  const exemptions: string[] = [];
  const run = (event: unknown = scheduled(), budget = BUDGET_MS) =>
    clock.run(() =>
      evaluate(event, {
        iam,
        config,
        clock,
        deadline: clock.now() + budget,
        onSummary: (summary, exempt) => {
          summaries.push(summary);
          exemptions.push(...exempt.map(({ userId, exemption }) => `${userId} by ${exemption.by}`));
        },
      }),
    );
  return { clock, iam, config, summaries, exemptions, run };
}

/** The call counts of one run, by action. */
function counted(asked: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const call of asked) {
    const [action = ''] = call.split(' ');
    counts[action] = (counts[action] ?? 0) + 1;
  }
  return counts;
}

const COMPANY = [
  named('robot'),
  withPassword('alice', { devices: [virtualDevice('alice')] }),
  withPassword('bob', { devices: ['arn:aws:iam::123456789012:u2f/user/bob/key'] }),
  withPassword('carol'),
];

describe('the default policy', () => {
  test('every user has a result', async () => {
    const { run, config, summaries } = account(COMPANY);
    await run();
    expect(config.submissions).toEqual([
      {
        resultToken: 'token',
        testMode: false,
        orderingTimestamp: new Date('2027-01-15T11:59:58Z'),
        evaluations: expect.arrayContaining([
          {
            resourceType: 'AWS::IAM::User',
            resourceId: 'AIDA-robot',
            compliance: 'COMPLIANT',
            annotation: 'robot has no console password. Nothing to do.',
          },
          {
            resourceType: 'AWS::IAM::User',
            resourceId: 'AIDA-alice',
            compliance: 'COMPLIANT',
            annotation: 'alice has an accepted MFA device (virtual). Nothing to do.',
          },
          {
            resourceType: 'AWS::IAM::User',
            resourceId: 'AIDA-bob',
            compliance: 'COMPLIANT',
            annotation: 'bob has an accepted MFA device (fido). Nothing to do.',
          },
          {
            resourceType: 'AWS::IAM::User',
            resourceId: 'AIDA-carol',
            compliance: 'NON_COMPLIANT',
            annotation:
              'carol has a console password and no MFA device. To do: IAM > Users > Security credentials > Assign MFA device.',
          },
        ]),
      },
    ]);
    expect(config.submissions[0]?.evaluations).toHaveLength(4);
    expect(summaries).toMatchObject([
      { users: 4, compliant: 3, nonCompliant: 1, exempt: 0, withheld: 0, gone: 0, submitted: 4, retries: 0 },
    ]);
  });

  test('the summary counts calls by action, retries, calls at once and the time taken', async () => {
    const everybody = Array.from({ length: 200 }, (_, index) => named(`robot-${index}`));
    const held = Array.from({ length: 1_200 }, (_, index) => storedResult(`AIDA-gone-${index}`));
    const { run, iam, config, summaries } = account([...COMPANY, ...everybody], ...held);
    iam.addGroup('Robots');
    let underWay = 0;
    let most = 0;
    config.line.onCall = ({ action }) => {
      if (action !== 'config:PutEvaluations') return undefined;
      underWay += 1;
      most = Math.max(most, underWay);
      return { takesMs: 1_000 };
    };
    config.onSubmission = () => {
      underWay -= 1;
      return [];
    };
    const ruleParameters = { exemptGroups: 'Robots', exemptionTag: 'exempt', includeRoot: 'true' };
    await run(scheduled({ ruleParameters }));
    expect(summaries).toMatchObject([{ peakConcurrency: 32, retries: 0, durationMs: 2_390 }]);
    expect(summaries[0]?.calls).toEqual({
      'iam:ListUsers': 2,
      'iam:ListVirtualMFADevices': 1,
      'iam:GetGroup': 1,
      'iam:GetAccountSummary': 1,
      'iam:GetLoginProfile': 203,
      'iam:ListMFADevices': 2,
      'iam:ListUserTags': 1,
      'config:GetComplianceDetailsByConfigRule': 12,
      'config:PutEvaluations': 15,
    });
    expect(most).toBe(8);
  });

  test('an account without users submits an empty batch', async () => {
    const { run, config } = account([]);
    await run();
    expect(config.submissions.map(({ evaluations }) => evaluations)).toEqual([[]]);
  });

  test('users that AWS Config still holds but IAM no longer has are NOT_APPLICABLE', async () => {
    const { run, config } = account(COMPANY, storedResult('AIDA-dave'), storedResult('AIDA-carol'));
    await run();
    expect(config.submissions[0]?.evaluations).toContainEqual({
      resourceType: 'AWS::IAM::User',
      resourceId: 'AIDA-dave',
      compliance: 'NOT_APPLICABLE',
      annotation: 'The user no longer exists.',
    });
    expect(config.shown).toEqual([
      'AIDA-alice COMPLIANT',
      'AIDA-bob COMPLIANT',
      'AIDA-carol NON_COMPLIANT',
      'AIDA-robot COMPLIANT',
    ]);
  });
});

describe('the calls of a run', () => {
  test('2⌈N/1000⌉ + ⌈V/1000⌉ + U + P + ⌈H/100⌉ + ⌈E/100⌉', async () => {
    // N = 2,050 users: V = 1,030 with a virtual device, U = 1,020 without one, P = 20 of those with a password.
    // AWS Config holds H = 250 results, and E = 2,050 evaluations go to it.
    const users = Array.from({ length: 2050 }, (_, index) => {
      const userName = `user-${index}`;
      if (index < 1030) return withPassword(userName, { devices: [virtualDevice(userName)] });
      return index < 1050 ? withPassword(userName) : named(userName);
    });
    const results = users.slice(0, 250).map(({ userId }) => storedResult(userId));
    const { run, iam, config, summaries } = account(users, ...results);
    await run();
    expect(counted(iam.line.asked)).toEqual({
      'iam:ListUsers': 6,
      'iam:ListVirtualMFADevices': 2,
      'iam:GetLoginProfile': 1020,
      'iam:ListMFADevices': 20,
    });
    expect(counted(config.line.asked)).toEqual({
      'config:GetComplianceDetailsByConfigRule': 3,
      'config:PutEvaluations': 21,
    });
    expect(summaries[0]?.calls).toEqual({ ...counted(iam.line.asked), ...counted(config.line.asked) });
    expect(iam.line.calls.length + config.line.calls.length).toBe(6 + 2 + 1020 + 20 + 3 + 21);
  });

  test('an empty account takes two lists of users, one of devices, one of results and one submission', async () => {
    const { run, iam, config } = account([]);
    await run();
    expect([...iam.line.asked].sort()).toEqual([
      'iam:ListUsers',
      'iam:ListUsers',
      'iam:ListVirtualMFADevices',
    ]);
    expect(config.line.asked).toEqual([
      'config:GetComplianceDetailsByConfigRule console-mfa',
      'config:PutEvaluations',
    ]);
  });

  test('the policy adds one GetGroup a group, one GetAccountSummary, and tags of those that would fail', async () => {
    const { run, iam } = account(COMPANY);
    iam.addGroup('Auditors');
    iam.addGroup('Robots');
    const ruleParameters = { exemptGroups: 'Auditors;Robots', exemptionTag: 'exempt', includeRoot: 'true' };
    await run(scheduled({ ruleParameters }));
    expect(counted(iam.line.asked)).toEqual({
      'iam:ListUsers': 2,
      'iam:ListVirtualMFADevices': 1,
      'iam:GetGroup': 2,
      'iam:GetAccountSummary': 1,
      'iam:GetLoginProfile': 3,
      'iam:ListMFADevices': 2,
      'iam:ListUserTags': 1,
    });
  });
});

describe('an event that cannot be used', () => {
  test.each([
    ['no event', null, 'InvalidEvent'],
    ['another message', { ...scheduled(), invokingEvent: '{"messageType":"Other"}' }, 'UnsupportedMessage'],
    [
      'bad parameters',
      scheduled({ ruleParameters: { report: 'some', gracePeriodDays: '366' } }),
      'InvalidParameters',
    ],
  ])('%s: nothing is asked and nothing submitted', async (_name, event, code) => {
    const { run, iam, config, summaries } = account(COMPANY);
    expect((await rejectionOf(run(event))).code).toBe(code);
    expect([iam.line.calls, config.line.calls, summaries]).toEqual([[], [], []]);
  });
});

describe('a trial run', () => {
  test('submits everything as a test and looks at nothing that AWS Config holds', async () => {
    const { run, config } = account(COMPANY, storedResult('AIDA-dave'));
    await run(scheduled({ resultToken: 'TESTMODE' }));
    expect(config.line.asked).toEqual(['config:PutEvaluations']);
    expect(config.submissions).toMatchObject([{ testMode: true, resultToken: 'TESTMODE' }]);
    expect(config.submissions[0]?.evaluations).toHaveLength(4);
    expect(config.shown).toEqual(['AIDA-dave COMPLIANT']);
  });

  test('asks again however often it is repeated', async () => {
    const { run, iam } = account(COMPANY);
    iam.line.onCall = ({ about }) => (about === 'carol' ? 'denied' : undefined);
    await rejectionOf(run(scheduled({ resultToken: 'TESTMODE' })));
    await rejectionOf(run(scheduled({ resultToken: 'TESTMODE' })));
    expect(iam.line.asked.filter((call) => call === 'iam:GetLoginProfile robot')).toHaveLength(2);
  });
});

describe('a fact that cannot be read', () => {
  test('never becomes a verdict, holds back nobody else, and fails the run', async () => {
    const { run, iam, config, summaries } = account(COMPANY, storedResult('AIDA-carol'));
    iam.line.onCall = ({ action, about }) =>
      action === 'iam:ListMFADevices' && about === 'carol' ? 'denied' : undefined;
    const error = await rejectionOf(run());
    expect(error.message).toBe(
      'IncompleteRun: 1 user has no result of this run. carol: AwsCallFailed: iam:ListMFADevices is not allowed; grant the role this action (Faked: by the test)',
    );
    expect(config.submissions[0]?.evaluations.map(({ resourceId }) => resourceId).sort()).toEqual([
      'AIDA-alice',
      'AIDA-bob',
      'AIDA-robot',
    ]);
    expect(config.shown).toContain('AIDA-carol COMPLIANT');
    expect(summaries).toMatchObject([{ users: 4, withheld: 1, compliant: 3, nonCompliant: 0, submitted: 3 }]);
  });

  test('such as the first list of users ends the run with nothing submitted', async () => {
    const { run, iam, config } = account(COMPANY, storedResult('AIDA-carol'));
    iam.line.onCall = ({ action }) => (action === 'iam:ListUsers' ? 'denied' : undefined);
    expect((await rejectionOf(run())).message).toMatch(/^AwsCallFailed: iam:ListUsers is not allowed;/);
    expect(config.submissions).toEqual([]);
  });

  test('such as the first list of users ends the reading of results too', async () => {
    const held = Array.from({ length: 250 }, (_, index) => storedResult(`AIDA${index}`));
    const { run, iam, config, clock } = account(COMPANY, ...held);
    iam.line.onCall = ({ action }) => (action === 'iam:ListUsers' ? 'denied' : undefined);
    await rejectionOf(run());
    await clock.run(() => clock.sleep(1_000));
    // Of three pages: the second was under way when the list of users failed.
    expect(config.line.calls).toHaveLength(2);
  });

  test('such as the first list of users ends the other lists, after the calls under way', async () => {
    const { run, iam, clock } = account(COMPANY);
    iam.addGroup('Robots');
    iam.paging = { MaxItems: 1 };
    iam.line.onCall = ({ action }) => (action === 'iam:ListUsers' ? 'denied' : { takesMs: 700 });
    await rejectionOf(run(scheduled({ ruleParameters: { exemptGroups: 'Robots' } })));
    expect(clock.now() - NOW).toBe(700);
    await clock.run(() => clock.sleep(10_000));
    expect(iam.line.asked).toEqual(['iam:ListUsers', 'iam:ListVirtualMFADevices', 'iam:GetGroup Robots']);
  });

  test('such as the root user leaves the users their results', async () => {
    const { run, iam, config } = account(COMPANY);
    iam.line.onCall = ({ action }) => (action === 'iam:GetAccountSummary' ? 'refused' : undefined);
    const error = await rejectionOf(run(scheduled({ ruleParameters: { includeRoot: 'true' } })));
    expect(error.message).toBe(
      'IncompleteRun: AwsCallFailed: iam:GetAccountSummary was refused (Faked: by the test)',
    );
    expect(config.shown).toHaveLength(4);
  });
});

describe('what AWS Config holds', () => {
  test('that cannot be read makes nobody gone, and everything is sent', async () => {
    const carol = storedResult('AIDA-carol');
    const { run, config } = account(COMPANY, carol, storedResult('AIDA-dave'));
    config.line.onCall = ({ action }) =>
      action === 'config:GetComplianceDetailsByConfigRule' ? 'denied' : undefined;
    const error = await rejectionOf(run(scheduled({ ruleParameters: { report: 'changes' } })));
    expect(error.message).toBe(
      'IncompleteRun: UnreadHistory: what AWS Config holds could not be read, so users that are gone keep their results: ' +
        'AwsCallFailed: config:GetComplianceDetailsByConfigRule is not allowed; grant the role this action (Faked: by the test)',
    );
    expect(config.submissions[0]?.evaluations).toHaveLength(4);
    expect(config.shown).toContain('AIDA-dave COMPLIANT');
  });

  test('that is throttled to the end leaves the users their results', async () => {
    const { run, config } = account(COMPANY, storedResult('AIDA-dave'));
    config.line.onCall = ({ action }) =>
      action === 'config:GetComplianceDetailsByConfigRule' ? 'throttled' : undefined;
    const error = await rejectionOf(run());
    expect(error.message).toMatch(
      /^IncompleteRun: UnreadHistory: .*: OutOfTime: config:GetComplianceDetailsByConfigRule last failed as throttled /,
    );
    expect(config.shown).toEqual([
      'AIDA-alice COMPLIANT',
      'AIDA-bob COMPLIANT',
      'AIDA-carol NON_COMPLIANT',
      'AIDA-dave COMPLIANT',
      'AIDA-robot COMPLIANT',
    ]);
  });

  test('decides under report: changes what is sent', async () => {
    const { run, config } = account(COMPANY);
    const event = (at: string) => scheduled({ at, ruleParameters: { report: 'changes' } });
    await run(event('2027-01-15T11:00:00Z'));
    await run(event('2027-01-15T12:00:00Z'));
    expect(config.submissions.map(({ evaluations }) => evaluations.length)).toEqual([4, 0]);
  });
});

describe('a repeated delivery', () => {
  const failOnce = ({ action, about, nth }: { action: string; about: string; nth: number }) =>
    action === 'iam:GetLoginProfile' && about === 'carol' && nth === 1 ? ('denied' as const) : undefined;

  test('asks only about users that the first one left open, and submits nothing else', async () => {
    const { run, iam, config, summaries } = account(COMPANY);
    iam.line.onCall = failOnce;
    await rejectionOf(run());
    const before = iam.line.calls.length;
    await run();
    expect([...iam.line.asked.slice(before)].sort()).toEqual([
      'iam:GetLoginProfile carol',
      'iam:ListMFADevices carol',
      'iam:ListUsers',
      'iam:ListUsers',
      'iam:ListVirtualMFADevices',
    ]);
    expect(config.submissions[1]?.evaluations.map(({ resourceId }) => resourceId)).toEqual(['AIDA-carol']);
    expect(summaries[1]).toMatchObject({ settled: 3, nonCompliant: 1, submitted: 1 });
  });

  test('after one that ended well asks nobody and submits an empty batch', async () => {
    const { run, iam, config } = account(COMPANY);
    await run();
    const before = iam.line.calls.length;
    await run();
    expect(iam.line.calls).toHaveLength(before + 3);
    expect(config.submissions[1]?.evaluations).toEqual([]);
  });

  test('under report: changes asks again about users whose stored result is of an earlier run', async () => {
    const { run, iam, config } = account(COMPANY);
    const event = scheduled({ ruleParameters: { report: 'changes' } });
    await run(scheduled({ at: '2027-01-14T11:00:00Z' }));
    iam.line.onCall = ({ action, about, nth }) =>
      action === 'iam:GetLoginProfile' && about === 'carol' && nth === 2 ? 'denied' : undefined;
    await rejectionOf(run(event));
    const before = iam.line.calls.length;
    await run(event);
    expect(
      iam.line.asked
        .slice(before)
        .filter((call) => call.includes('GetLoginProfile'))
        .sort(),
    ).toEqual(['iam:GetLoginProfile bob', 'iam:GetLoginProfile carol', 'iam:GetLoginProfile robot']);
    expect(config.submissions.map(({ evaluations }) => evaluations.length)).toEqual([4, 0, 0]);
  });

  test('sends again what AWS Config refused, and not what it took', async () => {
    const users = Array.from({ length: 150 }, (_, index) => named(`user-${index}`));
    const { run, config } = account(users);
    config.line.onCall = ({ action, nth }) =>
      action === 'config:PutEvaluations' && nth === 1 ? 'refused' : undefined;
    expect((await rejectionOf(run())).message).toMatch(
      /^IncompleteRun: 100 users have no result of this run\. user-0, user-1, (user-\d+, ){17}user-\d+: AwsCallFailed: .* and 80 more$/,
    );
    expect(config.shown).toHaveLength(50);
    await run();
    expect(config.submissions.map(({ evaluations }) => evaluations.length)).toEqual([50, 100]);
    expect(config.shown).toHaveLength(150);
  });
});

test('a redelivery submits again that a user is exempt, since AWS Config keeps no such result', async () => {
  const { run, iam, config } = account(COMPANY);
  const event = scheduled({ ruleParameters: { exemptUsers: 'robot' } });
  iam.line.onCall = ({ action, about, nth }) =>
    action === 'iam:GetLoginProfile' && about === 'carol' && nth === 1 ? 'denied' : undefined;
  await rejectionOf(run(event));
  await run(event);
  expect(
    config.submissions.map(({ evaluations }) => evaluations.map(({ resourceId }) => resourceId).sort()),
  ).toEqual([
    ['AIDA-alice', 'AIDA-bob', 'AIDA-robot'],
    ['AIDA-carol', 'AIDA-robot'],
  ]);
});

describe('exempt users', () => {
  test('are NOT_APPLICABLE, dropped by AWS Config, and told to the log by id', async () => {
    const { run, config, exemptions, summaries } = account(COMPANY, storedResult('AIDA-carol'));
    await run(scheduled({ ruleParameters: { exemptUsers: 'car*;robot' } }));
    expect(config.shown).toEqual(['AIDA-alice COMPLIANT', 'AIDA-bob COMPLIANT']);
    expect([...exemptions].sort()).toEqual(['AIDA-carol by user', 'AIDA-robot by user']);
    expect(summaries).toMatchObject([{ users: 4, exempt: 2, compliant: 2, submitted: 4 }]);
  });

  test('by a group that IAM does not know are none, and the run fails', async () => {
    const { run, config } = account(COMPANY);
    const error = await rejectionOf(run(scheduled({ ruleParameters: { exemptGroups: 'Auditor' } })));
    expect(error.message).toBe(
      'IncompleteRun: UnknownExemptGroup: IAM knows no group "Auditor", so it exempts nobody; correct exemptGroups or create the group',
    );
    expect(config.shown).toHaveLength(4);
  });

  test('by a group that may not be read are unknown: whose verdict hangs on it is withheld', async () => {
    const { run, iam, config } = account([...COMPANY, named('ci', { path: '/service/' })]);
    iam.addGroup('Auditors');
    iam.line.onCall = ({ action }) => (action === 'iam:GetGroup' ? 'denied' : undefined);
    const ruleParameters = { exemptGroups: 'Auditors', exemptPaths: '/service/' };
    const error = await rejectionOf(run(scheduled({ ruleParameters })));
    expect(error.message).toMatch(
      /^IncompleteRun: 4 users have no result of this run\. .*UnreadExemptGroup: whether "Auditors" exempts the user could not be read\. UnreadExemptGroup: the members of the exempt group "Auditors" could not be read: AwsCallFailed: iam:GetGroup is not allowed/,
    );
    expect(config.submissions[0]?.evaluations.map(({ resourceId }) => resourceId)).toEqual(['AIDA-ci']);
    expect(iam.line.asked.filter((call) => call.includes('GetLoginProfile'))).toEqual([]);
  });
});

test('time that runs out leaves users without a result, and submits the others', async () => {
  const users = Array.from({ length: 2000 }, (_, index) => named(`user-${index}`));
  const { run, iam, config } = account(users);
  iam.line.latencyMs = 500;
  const error = await rejectionOf(run(scheduled(), 30_000));
  expect(error.message).toMatch(
    /^IncompleteRun: \d+ users have no result of this run\. .*OutOfTime: iam:GetLoginProfile was not asked before the time ran out/,
  );
  const done = config.shown.length;
  expect(done).toBeGreaterThan(500);
  expect(error.message).toContain(`IncompleteRun: ${2000 - done} users`);
});
