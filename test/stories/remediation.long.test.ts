import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConfigServiceClient,
  DescribeRemediationConfigurationsCommand,
  DescribeRemediationExecutionStatusCommand,
  PutRemediationConfigurationsCommand,
  StartRemediationExecutionCommand,
  type StartRemediationExecutionResponse,
} from '@aws-sdk/client-config-service';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { synthesize } from '../../lib/synthesize';
import { createAccessKey } from '../../sandbox/account/access-keys';
import type { Account } from '../../sandbox/account/account';
import { SandboxClock } from '../../sandbox/account/clock';
import { startRecording } from '../../sandbox/account/configuration-recorder';
import {
  addToGroup,
  createGroup,
  groupNamed,
  membersOf,
  removeFromGroup,
} from '../../sandbox/account/groups';
import { attachDevice } from '../../sandbox/account/mfa-devices';
import { attachPolicy } from '../../sandbox/account/policies';
import { createUser, deleteUser, setPassword, updateUser, userNamed } from '../../sandbox/account/users';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { emptyAccount, NOW } from '../../sandbox/test/support/served-account';

const GROUP = 'console-mfa-self-service';
// Two functions are bundled, and each test starts them.
jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), 'remediation-'));
let sandbox: Sandbox;
let config: ConfigServiceClient;

beforeAll(() => {
  const settings = { enforceMfaFrom: '2027-02-01', exemptUsers: 'break-glass', includeRoot: 'true' };
  synthesize({ ...settings, remediation: 'manual' }, directory);
});
afterAll(() => rmSync(directory, { recursive: true }));
afterEach(async () => {
  config.destroy();
  await sandbox.close();
});

/** Anna and Ben have passwords and no MFA, and so has break-glass, who is exempt; Carla has no password. */
beforeEach(async () => {
  const account = emptyAccount();
  startRecording(account);
  for (const userName of ['anna', 'ben', 'break-glass', 'carla']) {
    const path = userName === 'ben' ? '/staff/' : '/';
    createUser(account, { userName, path }, account.root.createDate);
    if (userName !== 'carla') givePassword(account, userName);
  }
  sandbox = await startSandbox({ account, clock: SandboxClock.frozen(NOW) });
  config = new ConfigServiceClient({
    endpoint: sandbox.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
  sandbox.deploy(directory);
  await sandbox.settled();
  expect(sandbox.invocations.map(({ status }) => status)).toEqual(['succeeded']);
});

function givePassword(account: Account, userName: string): void {
  setPassword(account, userNamed(account, userName), 'Correct-horse-1', false, account.root.createDate);
}

function idOf(userName: string): string {
  return userNamed(sandbox.account, userName).userId;
}

/** The names of the group's members. */
function members(): readonly (string | undefined)[] {
  const { account } = sandbox;
  return [...membersOf(account, groupNamed(account, GROUP))].map((id) => account.users.byId(id)?.userName);
}

function keyOf(resourceId: string) {
  return { resourceType: 'AWS::IAM::User', resourceId } as const;
}

async function remediate(...resourceIds: readonly string[]): Promise<StartRemediationExecutionResponse> {
  const answer = await config.send(
    new StartRemediationExecutionCommand({
      ConfigRuleName: 'iam-console-mfa',
      ResourceKeys: resourceIds.map(keyOf),
    }),
  );
  await sandbox.settled();
  return answer;
}

/** What AWS Config tells of the last remediation of a resource. */
async function statusOf(resourceId: string) {
  const { RemediationExecutionStatuses: [status] = [] } = await config.send(
    new DescribeRemediationExecutionStatusCommand({
      ConfigRuleName: 'iam-console-mfa',
      ResourceKeys: [keyOf(resourceId)],
    }),
  );
  const failed = status?.StepDetails?.find(({ State }) => State === 'FAILED');
  return { state: status?.State, error: failed?.ErrorMessage };
}

/** What the automations gave out, oldest first. */
function outputs(): readonly unknown[] {
  return sandbox.automations.map((execution) =>
    JSON.parse(execution.outputs['AddUserToGroup.Payload'] ?? 'null'),
  );
}

describe('manual', () => {
  test('nobody is remediated until somebody asks for it', async () => {
    expect(sandbox.compliance().filter(({ compliance }) => compliance === 'NON_COMPLIANT')).toHaveLength(3);
    expect(sandbox.automations).toEqual([]);
    expect(members()).toEqual([]);
  });

  test('the configuration is the one that was deployed', async () => {
    const { RemediationConfigurations = [] } = await config.send(
      new DescribeRemediationConfigurationsCommand({ ConfigRuleNames: ['iam-console-mfa'] }),
    );
    expect(RemediationConfigurations).toMatchObject([
      {
        ConfigRuleName: 'iam-console-mfa',
        TargetType: 'SSM_DOCUMENT',
        Automatic: false,
        MaximumAutomaticAttempts: 5,
        RetryAttemptSeconds: 600,
        ExecutionControls: { SsmControls: { ConcurrentExecutionRatePercentage: 2, ErrorPercentage: 50 } },
        Parameters: {
          AutomationAssumeRole: { StaticValue: { Values: [expect.stringMatching(/^arn:aws:iam::/)] } },
          IAMResourceId: { ResourceValue: { Value: 'RESOURCE_ID' } },
        },
      },
    ]);
  });

  test('a NON_COMPLIANT user becomes a member, whatever its path, and stays one when asked for again', async () => {
    expect(await remediate(idOf('ben'))).not.toHaveProperty('FailedItems');
    expect(await statusOf(idOf('ben'))).toEqual({ state: 'SUCCEEDED', error: undefined });
    expect(members()).toEqual(['ben']);
    await remediate(idOf('ben'));
    expect(members()).toEqual(['ben']);
    expect(outputs()).toEqual([
      {
        userId: idOf('ben'),
        outcome: 'added',
        groupName: GROUP,
        message:
          'ben was added to console-mfa-self-service. To undo it: ' +
          'aws iam remove-user-from-group --group-name console-mfa-self-service --user-name ben',
      },
      {
        userId: idOf('ben'),
        outcome: 'alreadyMember',
        groupName: GROUP,
        message: 'ben is a member of console-mfa-self-service already. Nothing was changed.',
      },
    ]);
  });

  test('a member who has no MFA is denied from the day on, and is let free again by leaving the group', async () => {
    const { account } = sandbox;
    await remediate(idOf('anna'));
    sandbox.clock.set(new Date('2027-02-01T00:00:00Z'));
    await sandbox.settled();
    const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
    attachPolicy(account, { type: 'user', record: userNamed(account, 'anna') }, administrator);
    const { accessKeyId, secretAccessKey } = createAccessKey(account, userNamed(account, 'anna'), NOW);
    const iam = new IAMClient({
      endpoint: sandbox.url,
      region: 'us-east-1',
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: 1,
    });
    const listUsers = () => iam.send(new ListUsersCommand({}));
    await expect(listUsers()).rejects.toThrow(/explicit deny in an identity-based policy/);
    removeFromGroup(account, groupNamed(account, GROUP), userNamed(account, 'anna'));
    expect((await listUsers()).Users).toHaveLength(4);
    iam.destroy();
  });

  test('a user who has enrolled since the evaluation is left alone, with the reason in the output', async () => {
    attachDevice(sandbox.account, userNamed(sandbox.account, 'anna'), { type: 'fido', name: 'key' }, NOW);
    expect(await remediate(idOf('anna'))).not.toHaveProperty('FailedItems');
    expect(await statusOf(idOf('anna'))).toEqual({ state: 'SUCCEEDED', error: undefined });
    expect(members()).toEqual([]);
    expect(outputs()).toEqual([
      {
        userId: idOf('anna'),
        outcome: 'leftAlone',
        reason: 'acceptedDevice',
        message: 'anna has an accepted MFA device (fido). Nothing to do. Left alone.',
      },
    ]);
  });

  test('a user who is gone since the evaluation is left alone, although another has the name', async () => {
    const { account } = sandbox;
    const formerId = idOf('anna');
    updateUser(account, userNamed(account, 'anna'), { loginProfile: undefined });
    deleteUser(account, userNamed(account, 'anna'));
    createUser(account, { userName: 'anna' }, NOW);
    givePassword(account, 'anna');
    await remediate(formerId);
    expect(members()).toEqual([]);
    expect(outputs()).toMatchObject([{ userId: formerId, outcome: 'leftAlone', reason: 'gone' }]);
  });

  test('a compliant user and an exempt one are not remediated at all', async () => {
    expect(await remediate(idOf('carla'), idOf('break-glass'))).toMatchObject({
      FailureMessage: 'The resource is already compliant.',
      FailedItems: [{ resourceId: idOf('carla') }, { resourceId: idOf('break-glass') }],
    });
    expect(sandbox.automations).toEqual([]);
  });

  test('a user in ten groups fails with the code and the remedy', async () => {
    const { account } = sandbox;
    for (let index = 0; index < 10; index += 1) {
      addToGroup(account, createGroup(account, `g${index}`, '/', NOW), userNamed(account, 'anna'));
    }
    await remediate(idOf('anna'));
    expect(await statusOf(idOf('anna'))).toEqual({
      state: 'FAILED',
      error: expect.stringMatching(
        /an outcome \(added, alreadyMember, leftAlone\) instead of .*GroupQuotaReached: \\"anna\\" is in as many groups as IAM allows.*take it out of another one/,
      ),
    });
    expect(members()).toEqual([]);
  });

  test('the function calls as its role, and logs no name', async () => {
    const calls: string[] = [];
    sandbox.pipeline.calls.listen(({ service, action, callerArn = '', errorCode }) =>
      calls.push(
        [callerArn.split('/')[1]?.replace(/-[^-]*$/, ''), `${service}:${action}`, errorCode].join(' ').trim(),
      ),
    );
    await remediate(idOf('anna'));
    expect(sandbox.automations[0]?.steps[0]?.log.join('\n')).not.toContain('anna');
    const role = 'ConsoleMfa-RemediationRole0EF99D34';
    expect(calls.filter((call) => call.startsWith(role))).toEqual([
      `${role} iam:ListUsers`,
      `${role} iam:ListGroupsForUser`,
      `${role} iam:GetLoginProfile`,
      `${role} iam:ListMFADevices`,
      `${role} iam:GetUser`,
      `${role} iam:AddUserToGroup`,
      `${role} iam:GetUser`,
    ]);
  });
});

describe('automatic', () => {
  /** Puts the configuration back as it is, but for this. */
  beforeEach(async () => {
    const { RemediationConfigurations: [manual] = [] } = await config.send(
      new DescribeRemediationConfigurationsCommand({ ConfigRuleNames: ['iam-console-mfa'] }),
    );
    if (manual === undefined) throw new Error('the rule has no remediation');
    const RemediationConfigurations = [{ ...manual, Automatic: true }];
    await config.send(new PutRemediationConfigurationsCommand({ RemediationConfigurations }));
  });

  test('every NON_COMPLIANT user is a member after an evaluation, and nobody else', async () => {
    await sandbox.evaluate();
    expect([...members()].sort()).toEqual(['anna', 'ben']);
    expect(await statusOf(idOf('ben'))).toEqual({ state: 'SUCCEEDED', error: undefined });
  });

  test("the root user's result is refused before anything is invoked", async () => {
    await sandbox.evaluate();
    expect(sandbox.automations.filter(({ status }) => status === 'Failed')).toMatchObject([
      {
        steps: [],
        failureMessage:
          'Parameter IAMResourceId with the value 123456789012 must match the pattern ^AIDA[A-Z0-9]{12,124}$',
      },
    ]);
  });

  test('a user taken out of the group comes back with the next evaluation, unless enrolled', async () => {
    const { account } = sandbox;
    await sandbox.evaluate();
    for (const userName of ['anna', 'ben']) {
      removeFromGroup(account, groupNamed(account, GROUP), userNamed(account, userName));
    }
    attachDevice(account, userNamed(account, 'ben'), { type: 'fido', name: 'key' }, NOW);
    await sandbox.evaluate();
    expect(members()).toEqual(['anna']);
  });
});
