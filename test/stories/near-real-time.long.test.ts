import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigServiceClient, StartConfigRulesEvaluationCommand } from '@aws-sdk/client-config-service';
import {
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeactivateMFADeviceCommand,
  DeleteLoginProfileCommand,
  IAMClient,
  TagUserCommand,
} from '@aws-sdk/client-iam';
import { synthesize } from '../../lib/synthesize';
import { SandboxClock } from '../../sandbox/account/clock';
import { startRecording } from '../../sandbox/account/configuration-recorder';
import { attachDevice } from '../../sandbox/account/mfa-devices';
import { putInlinePolicy } from '../../sandbox/account/policies';
import { createUser, setPassword, userNamed } from '../../sandbox/account/users';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { emptyAccount, NOW } from '../../sandbox/test/support/served-account';

// A storm is a thousand calls, each signed, decided and answered.
jest.setTimeout(120_000);

const SECOND = 1_000;
const MINUTE = 60_000;
const KEY = { type: 'fido', name: 'key' } as const;

const directory = mkdtempSync(join(tmpdir(), 'near-real-time-'));
let sandbox: Sandbox;
let iam: IAMClient;
let config: ConfigServiceClient;

beforeAll(() => {
  synthesize({ nearRealTime: true, alertEmail: 'security@example.com' }, directory);
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Anna has a password and a security key. The rule has run, and the minute after it is over. */
beforeEach(async () => {
  const account = emptyAccount();
  startRecording(account);
  createUser(account, { userName: 'anna' }, account.root.createDate);
  setPassword(account, userNamed(account, 'anna'), 'Correct-horse-1', false, account.root.createDate);
  attachDevice(account, userNamed(account, 'anna'), KEY, account.root.createDate);
  sandbox = await startSandbox({ account, clock: SandboxClock.frozen(NOW) });
  const client = {
    endpoint: sandbox.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  };
  iam = new IAMClient(client);
  config = new ConfigServiceClient(client);
  sandbox.deploy(directory);
  await sandbox.advance(MINUTE);
});
afterEach(async () => {
  iam.destroy();
  config.destroy();
  await sandbox.close();
});

async function loseMfa(): Promise<void> {
  for (const { serialNumber: SerialNumber } of userNamed(sandbox.account, 'anna').mfaDevices) {
    await iam.send(new DeactivateMFADeviceCommand({ UserName: 'anna', SerialNumber }));
  }
}

/** Milliseconds from an instant until AWS Config holds NON_COMPLIANT of somebody; undefined if it never does. */
function detectedAfter(since: Date): number | undefined {
  const found = sandbox.timeline.find(
    ({ compliance, resultRecordedTime }) => compliance === 'NON_COMPLIANT' && resultRecordedTime >= since,
  );
  return found && found.resultRecordedTime.getTime() - since.getTime();
}

/** How many evaluations AWS Config has agreed to start. */
function evaluations(): number {
  return batches().filter(({ failed }) => failed === 0).length;
}

function batches() {
  return sandbox.messaging.mappings.flatMap(({ deliveries }) => deliveries);
}

test('a user who loses MFA is NON_COMPLIANT 75 seconds later, of which CloudTrail is given 60', async () => {
  const lost = sandbox.clock.now();
  await loseMfa();
  await sandbox.advance(10 * MINUTE);
  expect(detectedAfter(lost)).toBe(75 * SECOND);
  expect(evaluations()).toBe(1);
});

test('a user who loses MFA right after an evaluation has started is NON_COMPLIANT 150 seconds later', async () => {
  const lost = sandbox.clock.now();
  await loseMfa();
  await sandbox.advance(74 * SECOND);
  sandbox.account.config.rules.put({ ...onlyRule(), startedTime: sandbox.clock.now() });
  await sandbox.advance(10 * MINUTE);
  expect(detectedAfter(lost)).toBe(150 * SECOND);
  expect(batches().map(({ failed }) => failed)).toEqual([1, 0]);
});

test('a user who loses MFA while nothing tells of it is NON_COMPLIANT with the next periodic run', async () => {
  const lost = sandbox.clock.now();
  const { account } = sandbox;
  account.users.put({ ...userNamed(account, 'anna'), mfaDevices: [] });
  await sandbox.advance(24 * 60 * MINUTE);
  expect(detectedAfter(lost)).toBe(24 * 60 * MINUTE - MINUTE);
});

test('a storm of 1,000 events at once causes one evaluation, and none is left', async () => {
  const names = Array.from({ length: 1_000 }, (_, index) => `user-${index}`);
  await Promise.all(names.map((UserName) => iam.send(new CreateUserCommand({ UserName }))));
  await sandbox.advance(10 * MINUTE);
  expect(evaluations()).toBe(1);
  expect(leftOver()).toEqual([0, 0]);
  expect(sandbox.compliance()).toHaveLength(1_001);
});

test('a storm of 1,000 events over ten minutes causes an evaluation a minute at most, and none is left', async () => {
  const names = Array.from({ length: 10 }, (_, index) => `user-${index}`);
  for (const userName of names) createUser(sandbox.account, { userName }, NOW);
  for (let round = 0; round < 10; round += 1) {
    await Promise.all(names.map(tenChanges));
    await sandbox.advance(MINUTE);
  }
  await sandbox.advance(20 * MINUTE);
  const handled = batches().reduce((sum, { messages, failed }) => sum + messages - failed, 0);
  expect(handled).toBe(1_000);
  expect(evaluations()).toBeGreaterThanOrEqual(5);
  expect(evaluations()).toBeLessThanOrEqual(11);
  expect(leftOver()).toEqual([0, 0]);
});

test('a refusal is no error of the function, and the event comes back until AWS Config takes it', async () => {
  await loseMfa();
  await sandbox.advance(74 * SECOND);
  sandbox.account.config.rules.put({ ...onlyRule(), running: 1 });
  await sandbox.advance(10 * MINUTE);
  expect(batches().length).toBeGreaterThan(3);
  expect(
    batches().every(({ failed, attempt }) => failed === 1 && attempt?.outcome.type === 'succeeded'),
  ).toBe(true);
  sandbox.account.config.rules.put({ ...onlyRule(), running: 0 });
  await sandbox.advance(3 * MINUTE);
  expect(leftOver()).toEqual([0, 0]);
});

test('what AWS Config never takes ends in the dead-letter queue after 100 tries', async () => {
  await loseMfa();
  sandbox.account.config.rules.put({ ...onlyRule(), running: 1 });
  await sandbox.advance(3 * 60 * MINUTE);
  expect(leftOver()).toEqual([0, 1]);
  expect(batches()).toHaveLength(100);
});

test('a function that may not start evaluations fails, and the event comes back', async () => {
  keepStatements(({ Sid }) => Sid !== 'StartEvaluation');
  await loseMfa();
  await sandbox.advance(2 * MINUTE);
  expect(batches()).toMatchObject([
    {
      failed: 1,
      attempt: {
        outcome: {
          type: 'error',
          error: {
            errorType: 'AwsCallError',
            errorMessage: expect.stringMatching(
              /^AwsCallFailed: config:StartConfigRulesEvaluation is not allowed/,
            ),
          },
        },
      },
    },
  ]);
  expect(leftOver()).toEqual([1, 0]);
});

test('a function whose role may not take events is not invoked, and the event stays', async () => {
  keepStatements(({ Sid }) => Sid !== 'TakeEvents');
  await loseMfa();
  await sandbox.advance(2 * MINUTE);
  expect(batches()).toMatchObject([{ failed: 1, attempt: undefined }]);
  expect(leftOver()).toEqual([1, 0]);
});

test('what cannot change a verdict starts nothing: a refused call, a tag without exemptionTag', async () => {
  await expect(iam.send(new CreateUserCommand({ UserName: 'anna' }))).rejects.toThrow();
  await iam.send(new TagUserCommand({ UserName: 'anna', Tags: [{ Key: 'team', Value: 'red' }] }));
  await sandbox.advance(10 * MINUTE);
  expect(batches()).toEqual([]);
});

test('a queued message holds what happened and when, and no user', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'boris' }));
  await sandbox.advance(MINUTE);
  const bodies = sandbox.messaging.queues.flatMap(({ messages }) =>
    messages.map(({ body }) => JSON.parse(body)),
  );
  expect(bodies).toEqual([
    {
      eventName: 'CreateUser',
      eventTime: '2027-01-15T12:01:00Z',
      eventID: expect.stringMatching(/^[\da-f-]{36}$/),
    },
  ]);
});

describe('alerts', () => {
  test('tell once who has become NON_COMPLIANT and once who is so no longer', async () => {
    await loseMfa();
    await sandbox.advance(10 * MINUTE);
    await config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: ['iam-console-mfa'] }));
    await sandbox.advance(10 * MINUTE);
    const { account } = sandbox;
    attachDevice(account, userNamed(account, 'anna'), KEY, sandbox.clock.now());
    await sandbox.evaluate();
    const { userId } = userNamed(account, 'anna');
    expect(sandbox.messaging.notifications.map(({ message }) => JSON.parse(message))).toEqual([
      {
        annotation:
          'anna has a console password and no MFA device. To do: IAM > Users > Security credentials > Assign MFA device.',
        change: `AWS::IAM::User ${userId} of account 123456789012 became NON_COMPLIANT: the AWS Config rule iam-console-mfa in us-east-1 says NON_COMPLIANT since 2027-01-15T12:02:15.000Z.`,
      },
      {
        annotation: 'anna has an accepted MFA device (fido). Nothing to do.',
        change: `AWS::IAM::User ${userId} of account 123456789012 is no longer NON_COMPLIANT: the AWS Config rule iam-console-mfa in us-east-1 says COMPLIANT since 2027-01-15T12:21:00.000Z.`,
      },
    ]);
    expect(sandbox.messaging.bus.lost).toEqual([]);
  });

  test('tell of a new user who begins NON_COMPLIANT, and not of one who begins COMPLIANT', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'boris' }));
    await iam.send(new CreateUserCommand({ UserName: 'clara' }));
    await iam.send(new CreateLoginProfileCommand({ UserName: 'boris', Password: 'Correct-horse-1' }));
    await sandbox.advance(10 * MINUTE);
    expect(sandbox.messaging.notifications.map(({ message }) => message.split(' ')[0])).toEqual([
      '{"annotation":"boris',
    ]);
  });
});

/** Leaves the trigger's role these statements of its policy. */
function keepStatements(isKept: (statement: { readonly Sid: string }) => boolean): void {
  const { account } = sandbox;
  for (const role of account.roles) {
    const document = role.inlinePolicies.find(
      ({ policyName }) => policyName === 'ConsoleMfaTrigger',
    )?.document;
    if (document === undefined) continue;
    const policy = JSON.parse(document);
    policy.Statement = policy.Statement.filter(isKept);
    const changed = { policyName: 'ConsoleMfaTrigger', document: JSON.stringify(policy) };
    putInlinePolicy(account, { type: 'role', record: role }, changed);
  }
}

function onlyRule() {
  const [rule] = sandbox.account.config.rules;
  if (rule === undefined) throw new Error('no rule is deployed');
  return rule;
}

/** Five passwords given and taken away again: ten events. */
async function tenChanges(UserName: string): Promise<void> {
  for (let change = 0; change < 5; change += 1) {
    await iam.send(new CreateLoginProfileCommand({ UserName, Password: 'Correct-horse-1' }));
    await iam.send(new DeleteLoginProfileCommand({ UserName }));
  }
}

/** How many messages each queue holds: events, dead letters. */
function leftOver(): readonly number[] {
  const sizes = new Map(
    sandbox.messaging.queues.map(({ settings, messages }) => [settings.queueName, messages.length]),
  );
  const sizeOf = (part: string) => [...sizes].find(([name]) => name.includes(part))?.[1] ?? -1;
  return [sizeOf('NearRealTimeEvents'), sizeOf('DeadLetters')];
}
