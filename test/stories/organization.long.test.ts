import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../lib/synthesize';
import { type Account, createAccount } from '../../sandbox/account/account';
import { SandboxClock } from '../../sandbox/account/clock';
import { startRecording } from '../../sandbox/account/configuration-recorder';
import { attachDevice } from '../../sandbox/account/mfa-devices';
import { createUser, setPassword, userNamed } from '../../sandbox/account/users';
import { readAssembly } from '../../sandbox/deploy/assembly';
import {
  deployStackSet,
  type MemberAccount,
  type StackInstance,
} from '../../sandbox/organization/deploy-stack-set';
import type { DeployedStackSet } from '../../sandbox/organization/deployed-stack-set';
import { readStackSet } from '../../sandbox/organization/stack-set';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { refusalsOf } from '../../sandbox/wire-service';

// Fifty accounts, and a process for the function of each.
jest.setTimeout(300_000);

/** As IAM says it. */
const BY_SCP =
  'User: arn:aws:sts::123456789012:assumed-role/rule/run is not authorized to perform: iam:GetLoginProfile on resource: user ben with an explicit deny in a service control policy';
const NOW = new Date('2026-03-02T09:00:00Z');
const CREATED = new Date('2025-01-02T03:04:05Z');
const ORGANIZATION = 'o-a1b2c3d4e5';
const ACCOUNTS = 50;

const WITHOUT_RECORDER = '300000000007';
const DENIED = '300000000013';
const THROTTLED = '300000000021';
const OF_ANOTHER_ORGANIZATION = '300000000034';
const FAILING = [WITHOUT_RECORDER, DENIED, THROTTLED, OF_ANOTHER_ORGANIZATION];

/** What an account showed after the first run. */
interface Seen {
  readonly users: Readonly<Record<string, string>>;
  /** Results that are about nobody of the account. */
  readonly strangers: number;
  readonly status: string | undefined;
  readonly error: string | undefined;
}

const directory = mkdtempSync(join(tmpdir(), 'organization-'));
let instances: ReadonlyMap<string, StackInstance<Seen>>;

beforeAll(async () => {
  const organization = {
    id: ORGANIZATION,
    organizationalUnits: ['ou-ab12-cd34ef56'],
    maxConcurrentPercentage: 6,
    alertEmail: 'security@example.com',
  };
  synthesize({ organization }, directory);
  const members = Array.from({ length: ACCOUNTS }, (_, index) => memberOf(String(300_000_000_001 + index)));
  const deployed = await deployStackSet(readStackSet(directory), members, look);
  instances = new Map(deployed.map((instance) => [instance.accountId, instance]));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Anna has a password and a device, ben a password, carla neither. */
function memberOf(accountId: string): MemberAccount {
  const account = createAccount({
    accountId,
    partition: 'aws',
    region: 'us-east-1',
    seed: accountId,
    createDate: CREATED,
  });
  for (const userName of ['anna', 'ben', 'carla']) createUser(account, { userName }, CREATED);
  for (const userName of ['anna', 'ben']) {
    setPassword(account, userNamed(account, userName), 'Correct-horse-1', false, CREATED);
  }
  attachDevice(account, userNamed(account, 'anna'), { type: 'fido', name: 'key' }, CREATED);
  if (accountId !== WITHOUT_RECORDER) startRecording(account);
  return { account, organizationId: ORGANIZATION, clock: SandboxClock.frozen(NOW), ...troubleOf(accountId) };
}

function troubleOf(accountId: string): Partial<MemberAccount> {
  const { accessDenied, throttled } = refusalsOf('iam');
  switch (accountId) {
    case OF_ANOTHER_ORGANIZATION:
      return { organizationId: 'o-zzzzzzzzzz' };
    case DENIED:
      return {
        prepare: ({ pipeline }) => {
          pipeline.faults = ({ action, userName }) =>
            action === 'GetLoginProfile' && userName === 'ben'
              ? [{ type: 'error', error: accessDenied(BY_SCP), when: 'instead' }]
              : [];
        },
      };
    case THROTTLED:
      return {
        lambda: { timeoutSeconds: 6 },
        prepare: ({ pipeline }) => {
          pipeline.faults = ({ service }) =>
            service === 'iam' ? [{ type: 'error', error: throttled, when: 'instead' }] : [];
        },
      };
    default:
      return {};
  }
}

async function look({ account, compliance, invocations }: Sandbox): Promise<Seen> {
  const names = new Map([...account.users].map(({ userId, userName }) => [userId, userName]));
  const results = compliance();
  const attempt = invocations[0]?.attempts[0];
  return {
    users: Object.fromEntries(
      results.map(({ resourceId, compliance }) => [names.get(resourceId) ?? '?', compliance]),
    ),
    strangers: results.filter(({ resourceId }) => !names.has(resourceId)).length,
    status: invocations[0]?.status,
    error: attempt?.outcome.type === 'error' ? attempt.outcome.error.errorMessage : undefined,
  };
}

function seenIn(accountId: string): Seen {
  const instance = instances.get(accountId);
  if (instance?.status !== 'SUCCEEDED') throw new Error(`${accountId}: ${JSON.stringify(instance)}`);
  return instance.given;
}

test('every account is deployed to but the two that cannot be, and those are named with the reason', () => {
  const failed = [...instances.values()].filter(({ status }) => status !== 'SUCCEEDED');
  expect(instances.size).toBe(50);
  expect(failed).toEqual([
    {
      accountId: '300000000007',
      status: 'FAILED',
      reason: expect.stringMatching(
        /^ResourceRefused: RuleConfigRule\w+ \(AWS::Config::ConfigRule\) was refused: NoAvailableConfigurationRecorderException: /,
      ),
    },
    {
      accountId: '300000000034',
      status: 'FAILED',
      reason: expect.stringMatching(
        /^AccessDenied: arn:aws:sts::300000000034:assumed-role\/stacksets-exec-\w+\/\w+ may not s3:GetObject in arn:aws:s3:::organizationcodebucket\w+: the bucket policy is for another organization than o-zzzzzzzzzz$/,
      ),
    },
  ]);
});

test('46 accounts judge their own users in their first run, whatever becomes of the other four', () => {
  const others = [...instances.keys()].filter((accountId) => !FAILING.includes(accountId));
  expect(others).toHaveLength(46);
  for (const accountId of others) {
    expect([accountId, seenIn(accountId)]).toEqual([
      accountId,
      {
        users: { anna: 'COMPLIANT', ben: 'NON_COMPLIANT', carla: 'COMPLIANT' },
        strangers: 0,
        status: 'succeeded',
        error: undefined,
      },
    ]);
  }
});

test('an account that denies the function one user judges the others and names the one', () => {
  const { users, strangers, status, error } = seenIn(DENIED);
  expect(users).toEqual({ anna: 'COMPLIANT', carla: 'COMPLIANT' });
  expect(strangers).toBe(0);
  expect(status).toBe('waiting to retry');
  expect(error).toContain('ben');
  expect(error).toContain('iam:GetLoginProfile is denied by a service control policy; ask the organization');
});

test('an account whose IAM throttles to the end has no result, and says so', () => {
  const { users, status, error } = seenIn(THROTTLED);
  expect(users).toEqual({});
  expect(status).toBe('waiting to retry');
  expect(error).toContain('OutOfTime: iam:ListUsers last failed as throttled before the time ran out');
});

test('the code that an account runs is the one that the stack set names', () => {
  const { stack } = readStackSet(directory);
  const [lambda] = Object.values(stack.template.Resources).filter(
    ({ Type }) => Type === 'AWS::Lambda::Function',
  );
  expect(lambda?.Properties['Code']).toEqual({
    S3Bucket: { Ref: 'CodeBucket' },
    S3Key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/),
  });
  expect(stack.template.Parameters['CodeBucket']?.Default).toMatch(/^organizationcodebucket\w+$/);
});

describe('an account that joins before AWS Config records in it', () => {
  const READY = '400000000001';
  const EARLY = '400000000002';
  const DAY = 86_400_000;

  interface Moment {
    readonly instances: readonly (readonly [
      accountId: string,
      status: string,
      detailed: string,
      attempts: number,
    ])[];
    /** In the account that joined early. */
    readonly roles: number;
    readonly users: Readonly<Record<string, string>> | undefined;
    readonly mails: readonly string[];
    /** What CloudFormation made of each daily call. */
    readonly retries: readonly string[];
  }

  const members = new Map([READY, EARLY].map((accountId) => [accountId, memberOf(accountId)]));
  const seen = new Map<string, Seen>();
  const moments: Moment[] = [];
  let administrator: Sandbox;

  beforeAll(async () => {
    const early = accountOf(EARLY);
    early.config.recorder = undefined;
    administrator = await deployAdministrator();
    const stackSet = stackSetOf(administrator);
    stackSet.deployTo = deployTo;
    await stackSet.accountJoined(READY);
    await stackSet.accountJoined(EARLY);
    await administrator.settled();
    moments.push(momentOf(stackSet));
    await administrator.advance(DAY);
    moments.push(momentOf(stackSet));
    startRecording(early);
    await administrator.advance(DAY);
    moments.push(momentOf(stackSet));
    await administrator.advance(DAY);
    moments.push(momentOf(stackSet));
  });
  afterAll(() => administrator.close());

  async function deployAdministrator(): Promise<Sandbox> {
    const settings = {
      accountId: '123456789012',
      partition: 'aws',
      region: 'us-east-1',
      seed: 'administrator',
    };
    const account = createAccount({ ...settings, createDate: CREATED });
    const sandbox = await startSandbox({ account, clock: SandboxClock.frozen(NOW) });
    sandbox.deploy(readAssembly(directory).filter(({ stackName }) => stackName === 'ConsoleMfaOrganization'));
    return sandbox;
  }

  function stackSetOf({ messaging }: Sandbox): DeployedStackSet {
    const [stackSet] = messaging.stackSets.all;
    if (stackSet === undefined) throw new Error('the stack has no stack set');
    return stackSet;
  }

  function accountOf(accountId: string): Account {
    const member = members.get(accountId);
    if (member === undefined) throw new Error(`no account ${accountId}`);
    return member.account;
  }

  async function deployTo(accountId: string): Promise<string | undefined> {
    const joining = [...members.values()].filter(({ account }) => account.accountId === accountId);
    const [instance] = await deployStackSet(readStackSet(directory), joining, look);
    if (instance?.status === 'SUCCEEDED') seen.set(accountId, instance.given);
    return instance?.status === 'FAILED' ? instance.reason : undefined;
  }

  function momentOf({ instances }: DeployedStackSet): Moment {
    const { notifications, schedules } = administrator.messaging;
    return {
      instances: instances.map(
        ({ accountId, status, detailedStatus, attempts }) =>
          [accountId, status, detailedStatus, attempts] as const,
      ),
      roles: accountOf(EARLY).roles.size,
      users: seen.get(EARLY)?.users,
      mails: notifications.map(({ message }) => message),
      retries: schedules.invocations.map(({ error }) => error ?? 'accepted'),
    };
  }

  test('its stack is rolled back, and one mail names the account and the reason', () => {
    expect(moments[0]).toEqual({
      instances: [
        [READY, 'CURRENT', 'SUCCEEDED', 1],
        [EARLY, 'OUTDATED', 'FAILED', 1],
      ],
      roles: 0,
      users: undefined,
      mails: [
        expect.stringMatching(
          /^\{"failure":"The AWS Config rule for console passwords and MFA is missing or out of date in an account: arn:aws:cloudformation:us-east-1:400000000002:stack\/StackSet-iam-console-mfa-[\w-]+\/[\w-]+ is OUTDATED \(FAILED\)\.","reason":"ResourceRefused: RuleConfigRule\w+ \(AWS::Config::ConfigRule\) was refused: NoAvailableConfigurationRecorderException: /,
        ),
      ],
      retries: [],
    });
  });

  test('a day later it is tried again, fails again and is reported again; the other account is left alone', () => {
    expect(moments[1]).toMatchObject({
      instances: [
        [READY, 'CURRENT', 'SUCCEEDED', 1],
        [EARLY, 'OUTDATED', 'FAILED', 2],
      ],
      roles: 0,
      mails: [expect.any(String), expect.any(String)],
      retries: ['accepted'],
    });
  });

  test('once AWS Config records in it, the next day brings the rule, and nobody has done anything', () => {
    expect(moments[2]).toMatchObject({
      instances: [
        [READY, 'CURRENT', 'SUCCEEDED', 1],
        [EARLY, 'CURRENT', 'SUCCEEDED', 3],
      ],
      users: { anna: 'COMPLIANT', ben: 'NON_COMPLIANT', carla: 'COMPLIANT' },
      mails: [expect.any(String), expect.any(String)],
      retries: ['accepted', 'accepted'],
    });
  });

  test('from then on the daily call finds nothing to try', () => {
    expect(moments[3]).toEqual({ ...moments[2], retries: ['accepted', 'accepted', 'accepted'] });
  });
});
