import { join } from 'node:path';
import {
  ConfigServiceClient,
  DescribeConfigRulesCommand,
  GetComplianceDetailsByConfigRuleCommand,
  StartConfigRulesEvaluationCommand,
} from '@aws-sdk/client-config-service';
import { type Account, createAccount } from '../../sandbox/account/account';
import { SandboxClock } from '../../sandbox/account/clock';
import { startRecording } from '../../sandbox/account/configuration-recorder';
import { deleteInlinePolicy } from '../../sandbox/account/policies';
import { createUser, deleteUser, userNamed } from '../../sandbox/account/users';
import { functionFaults } from '../../sandbox/fault-schedule/fault-schedule';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';

const ASSEMBLY = join(__dirname, '../../sandbox/test/fixtures/assembly');
const START = new Date('2026-03-04T05:06:07.000Z');
const HOUR = 3_600_000;

let account: Account;
let sandbox: Sandbox;
let config: ConfigServiceClient;

beforeEach(async () => {
  account = createAccount({
    accountId: '123456789012',
    partition: 'aws',
    region: 'us-east-1',
    seed: 'sandbox',
    createDate: new Date('2020-01-01T00:00:00Z'),
  });
  startRecording(account);
  for (const userName of ['alice', 'mallory', 'oscar'])
    createUser(account, { userName }, account.root.createDate);
  sandbox = await startSandbox({ account, clock: SandboxClock.frozen(START) });
  config = new ConfigServiceClient({
    endpoint: sandbox.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
});

afterEach(async () => {
  config.destroy();
  await sandbox.close();
});

async function results(): Promise<Readonly<Record<string, string | undefined>>> {
  const { EvaluationResults = [] } = await config.send(
    new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: 'users-are-good', Limit: 100 }),
  );
  const names = new Map([...account.users].map(({ userId, userName }) => [userId, userName]));
  return Object.fromEntries(
    EvaluationResults.map(({ ComplianceType, EvaluationResultIdentifier }) => [
      names.get(EvaluationResultIdentifier?.EvaluationResultQualifier?.ResourceId ?? ''),
      ComplianceType,
    ]),
  );
}

async function ruleState(): Promise<string | undefined> {
  const { ConfigRules = [] } = await config.send(new DescribeConfigRulesCommand({}));
  return ConfigRules[0]?.ConfigRuleState;
}

function start(): Promise<unknown> {
  return config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: ['users-are-good'] }));
}

/** Takes away what lets the function submit. */
function forbidSubmitting(): void {
  const [role] = account.roles;
  if (role !== undefined) deleteInlinePolicy(account, { type: 'role', record: role }, 'Submit');
}

test('a deployed rule is evaluated at once, by its function, with its parameters', async () => {
  sandbox.deploy(ASSEMBLY);
  expect(await ruleState()).toBe('EVALUATING');
  await sandbox.settled();
  expect(await ruleState()).toBe('ACTIVE');
  expect(await results()).toEqual({ alice: 'COMPLIANT', mallory: 'NON_COMPLIANT', oscar: 'NON_COMPLIANT' });
  expect(sandbox.invocations).toMatchObject([{ status: 'succeeded', attempts: [{ startedTime: START }] }]);
});

test('the event is the one that AWS Config sends', async () => {
  sandbox.deploy(ASSEMBLY);
  await sandbox.settled();
  const [rule] = account.config.rules;
  expect(sandbox.invocations[0]?.event).toEqual({
    version: '1.0',
    invokingEvent:
      '{"awsAccountId":"123456789012","notificationCreationTime":"2026-03-04T05:06:07.000Z","messageType":"ScheduledNotification","recordVersion":"1.0"}',
    ruleParameters: '{"bad":"mallory;oscar"}',
    resultToken: expect.stringMatching(/^[\w+/=]{80,}$/),
    eventLeftScope: false,
    executionRoleArn:
      'arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
    configRuleArn: rule?.configRuleArn,
    configRuleName: 'users-are-good',
    configRuleId: rule?.configRuleId,
    accountId: '123456789012',
  });
});

test('a rule is evaluated at its frequency as the clock moves on', async () => {
  sandbox.deploy(ASSEMBLY);
  await sandbox.settled();
  deleteUser(account, userNamed(account, 'alice'));
  createUser(account, { userName: 'bob' }, START);
  await sandbox.advance(6 * HOUR - 1);
  expect(sandbox.invocations).toHaveLength(1);
  await sandbox.advance(1);
  expect(sandbox.invocations).toHaveLength(2);
  await sandbox.advance(12 * HOUR);
  expect(sandbox.invocations.map(({ attempts }) => attempts[0]?.startedTime)).toEqual([
    new Date('2026-03-04T05:06:07.000Z'),
    new Date('2026-03-04T11:06:07.000Z'),
    new Date('2026-03-04T17:06:07.000Z'),
    new Date('2026-03-04T23:06:07.000Z'),
  ]);
  expect(await results()).toMatchObject({ bob: 'COMPLIANT', mallory: 'NON_COMPLIANT' });
});

test('every call of the function is authorized by its role, and a failed invocation is tried twice more', async () => {
  sandbox.deploy(ASSEMBLY);
  forbidSubmitting();
  await sandbox.settled();
  expect(sandbox.invocations).toMatchObject([{ status: 'waiting to retry' }]);
  await sandbox.advance(59_999);
  expect(sandbox.invocations[0]?.attempts).toHaveLength(1);
  await sandbox.advance(10 * 60_000);
  expect(sandbox.invocations).toMatchObject([
    {
      status: 'failed',
      attempts: [
        { startedTime: new Date('2026-03-04T05:06:07.000Z') },
        { startedTime: new Date('2026-03-04T05:07:07.000Z'), initMs: undefined },
        { startedTime: new Date('2026-03-04T05:09:07.000Z') },
      ],
    },
  ]);
  const { outcome } = sandbox.invocations[0]?.attempts[2] ?? {};
  expect(outcome).toMatchObject({
    type: 'error',
    error: {
      errorType: 'AccessDeniedException',
      errorMessage: expect.stringMatching(
        /^User: arn:aws:sts::123456789012:assumed-role\/Rule-Role-\w+\/Rule-Function-\w+ is not authorized to perform: config:PutEvaluations/,
      ),
    },
  });
  expect(sandbox.functions.metrics(sandbox.invocations[0]?.functionName ?? '')).toMatchObject({
    invocations: 3,
    errors: 3,
  });
  expect(await results()).toEqual({});
});

test('a retry that succeeds is the last', async () => {
  sandbox.refuses = () => sandbox.invocations[0]?.attempts.length === 0;
  sandbox.deploy(ASSEMBLY);
  await sandbox.settled();
  expect(sandbox.invocations).toMatchObject([
    { status: 'waiting to retry', attempts: [{ outcome: { error: { errorMessage: '3 failed' } } }] },
  ]);
  await sandbox.advance(10 * 60_000);
  expect(sandbox.invocations).toMatchObject([{ status: 'succeeded', attempts: [{}, {}] }]);
  expect(await results()).toMatchObject({ alice: 'COMPLIANT' });
});

test('StartConfigRulesEvaluation is refused while the rule is evaluated, and within a minute', async () => {
  sandbox.deploy(ASSEMBLY);
  await expect(start()).rejects.toMatchObject({ name: 'LimitExceededException' });
  await sandbox.settled();
  await start();
  await sandbox.settled();
  expect(sandbox.invocations).toHaveLength(2);
  await sandbox.advance(59_999);
  await expect(start()).rejects.toMatchObject({ name: 'LimitExceededException' });
  await sandbox.advance(1);
  await start();
  await sandbox.settled();
  expect(sandbox.invocations).toHaveLength(3);
});

test('an evaluation that is asked for here is over when it returns', async () => {
  sandbox.deploy(ASSEMBLY);
  await sandbox.settled();
  createUser(account, { userName: 'carol' }, START);
  expect(await sandbox.evaluate()).toMatchObject({ status: 'succeeded' });
  expect(sandbox.compliance('users-are-good')).toHaveLength(4);
  expect(sandbox.timeline).toHaveLength(7);
  expect(
    sandbox.timeline.filter(({ previousCompliance }) => previousCompliance === 'NOT_APPLICABLE'),
  ).toHaveLength(4);
});

test('two evaluations at the same instant of a clock that stands still have two notifications', async () => {
  sandbox.deploy(ASSEMBLY);
  await sandbox.settled();
  await sandbox.evaluate();
  const times = sandbox.timeline.map(({ orderingTimestamp }) => orderingTimestamp.toISOString());
  expect([...new Set(times)]).toEqual(['2026-03-04T05:06:07.000Z', '2026-03-04T05:06:07.001Z']);
});

test('the same event can be delivered again', async () => {
  sandbox.deploy(ASSEMBLY);
  await sandbox.settled();
  expect(await sandbox.deliver(sandbox.invocations[0]?.event)).toMatchObject({ status: 'succeeded' });
  expect(sandbox.timeline).toHaveLength(6);
});

test('an event that Lambda delivers twice is run twice, under one request', async () => {
  await sandbox.close();
  const lambda = functionFaults({ seed: 1, rules: [{ on: 'function', againAfterMs: 30_000 }] });
  sandbox = await startSandbox({ account, clock: SandboxClock.frozen(START), lambda });
  sandbox.deploy(ASSEMBLY);
  await sandbox.settled();
  expect(sandbox.invocations).toMatchObject([{ status: 'succeeded', attempts: [{ startedTime: START }] }]);
  await sandbox.advance(60_000);
  expect(sandbox.invocations).toMatchObject([
    {
      status: 'succeeded',
      attempts: [{ startedTime: START }, { startedTime: new Date('2026-03-04T05:06:37.000Z') }],
    },
  ]);
  expect(new Set(sandbox.timeline.map(({ orderingTimestamp }) => orderingTimestamp.getTime())).size).toBe(1);
  expect(sandbox.timeline).toHaveLength(6);
});

test('a rule that is not there is named', () => {
  sandbox.deploy(ASSEMBLY);
  expect(() => sandbox.compliance('users-are-bad')).toThrow(
    'NoSuchRule: there is no single rule users-are-bad; AWS Config has: users-are-good',
  );
});
