import { type Account, createAccount } from '../../account/account';
import { SandboxClock } from '../../account/clock';
import { putInlinePolicy } from '../../account/policies';
import { createRole } from '../../account/roles';
import { Scheduler } from '../../account/scheduler';
import { ServiceError } from '../../errors';
import { type DailySchedule, type ScheduledCall, Schedules } from '../../events/schedules';

const GROUP = 'arn:aws:scheduler:us-east-1:123456789012:schedule-group/retries';
const STACK_SET = 'arn:aws:cloudformation:us-east-1:123456789012:stackset/rule:0a1b';

let account: Account;
let scheduler: Scheduler;
let inputs: unknown[];

beforeEach(() => {
  account = createAccount({
    accountId: '123456789012',
    partition: 'aws',
    region: 'us-east-1',
    seed: 'schedules',
    createDate: new Date('2020-01-01T00:00:00Z'),
  });
  inputs = [];
});

interface Trouble {
  readonly sourceArn?: string;
  readonly resource?: string;
  readonly refusal?: ServiceError;
}

/** A schedule at 05:00 that calls in a role which is trusted for its group and may do the one thing. */
function scheduled({ sourceArn = GROUP, resource = STACK_SET, refusal }: Trouble = {}): Schedules {
  const clock = SandboxClock.frozen(new Date('2026-03-02T09:00:00Z'));
  scheduler = new Scheduler(clock);
  const role = createRole(
    account,
    {
      roleName: 'Retry',
      assumeRolePolicyDocument: policy({
        Principal: { Service: 'scheduler.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': '123456789012' } },
      }),
    },
    clock.now(),
  );
  const document = policy({ Action: 'cloudformation:CreateStackInstances', Resource: resource });
  putInlinePolicy(account, { type: 'role', record: role }, { policyName: 'Retry', document });
  const call: ScheduledCall = {
    requested: () => [{ action: 'cloudformation:CreateStackInstances', resources: [STACK_SET] }],
    call: async (input) => {
      inputs.push(input);
      if (refusal !== undefined) throw refusal;
    },
  };
  const calls = { 'cloudformation:createStackInstances': call };
  const schedules = new Schedules(account, scheduler, calls, () => clock.now());
  schedules.create(schedule({ roleArn: role.arn }));
  return schedules;
}

function schedule(changed: Partial<DailySchedule>): DailySchedule {
  return {
    scheduleArn: 'arn:aws:scheduler:us-east-1:123456789012:schedule/retries/daily',
    groupArn: GROUP,
    hour: 5,
    minute: 0,
    targetArn: 'arn:aws:scheduler:::aws-sdk:cloudformation:createStackInstances',
    roleArn: 'arn:aws:iam::123456789012:role/Retry',
    input: '{"OperationId":"<aws.scheduler.execution-id>"}',
    ...changed,
  };
}

function policy(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
}

/** When the schedule came, and what was wrong with it. */
async function afterTwoDays(
  schedules: Schedules,
): Promise<readonly (readonly [string, string | undefined])[]> {
  await scheduler.advance(2 * 86_400_000);
  return schedules.invocations.map(({ time, error }) => [time.toISOString(), error]);
}

test('it comes each day at its time, with another execution id each time', async () => {
  expect(await afterTwoDays(scheduled())).toEqual([
    ['2026-03-03T05:00:00.000Z', undefined],
    ['2026-03-04T05:00:00.000Z', undefined],
  ]);
  const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
  expect(inputs).toEqual([{ OperationId: id }, { OperationId: id }]);
  expect(inputs[0]).not.toEqual(inputs[1]);
});

test('a role that trusts Scheduler for another group is not assumed, and nothing is called', async () => {
  const [first] = await afterTwoDays(scheduled({ sourceArn: `${GROUP}-of-others` }));
  expect(first?.[1]).toBe('scheduler.amazonaws.com may not assume arn:aws:iam::123456789012:role/Retry');
  expect(inputs).toEqual([]);
});

test('a role that may not make the call makes none', async () => {
  const [first] = await afterTwoDays(scheduled({ resource: `${STACK_SET}c` }));
  expect(first?.[1]).toBe(
    `User: arn:aws:sts::123456789012:assumed-role/Retry/scheduler is not authorized to perform: cloudformation:CreateStackInstances on resource: ${STACK_SET} because no identity-based policy allows the cloudformation:CreateStackInstances action`,
  );
  expect(inputs).toEqual([]);
});

test('what the service refuses is kept with its code, and the schedule comes again', async () => {
  const refusal = new ServiceError('OperationInProgressException', 'another one is', 409);
  const attempts = await afterTwoDays(scheduled({ refusal }));
  expect(attempts.map(([, error]) => error)).toEqual(
    Array(2).fill('OperationInProgressException: another one is'),
  );
});

test('a target that the sandbox does not know is refused with those it knows', () => {
  const targetArn = 'arn:aws:scheduler:::aws-sdk:cloudformation:updateStackInstances';
  expect(() => scheduled().create(schedule({ targetArn }))).toThrow(
    `UnsupportedTarget: a schedule calls "${targetArn}"; the sandbox knows cloudformation:createStackInstances`,
  );
});
