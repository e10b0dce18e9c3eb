import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  EnableMFADeviceCommand,
  IAMClient,
  ListUsersCommand,
  UpdateLoginProfileCommand,
} from '@aws-sdk/client-iam';
import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ConsoleMfaSelfService } from '../../lib';
import { createAccessKey } from '../../sandbox/account/access-keys';
import { SandboxClock } from '../../sandbox/account/clock';
import { addToGroup, groupNamed, membersOf } from '../../sandbox/account/groups';
import { attachDevice, createVirtualMfaDevice } from '../../sandbox/account/mfa-devices';
import { putInlinePolicy } from '../../sandbox/account/policies';
import { openConsoleSession } from '../../sandbox/account/sessions';
import { codeAt } from '../../sandbox/account/totp';
import { createUser, setPassword, userNamed } from '../../sandbox/account/users';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { type Credentials, emptyAccount, NOW } from '../../sandbox/test/support/served-account';
import { type Answer, CODE_1, CODE_2, Enrolling, KEEP_SCREEN } from '../support/cli/enrolling';
import { deleteStack } from '../support/delete-stack';
import { WITHOUT_BUNDLING } from '../support/templates';

const ENFORCED = new Date('2027-02-01T00:00:00Z');
// A decision by a policy of many statements takes a while on a busy machine.
jest.setTimeout(180_000);
const DEVICE = 'arn:aws:iam::123456789012:mfa/anna';

const directory = mkdtempSync(join(tmpdir(), 'enforcement-'));
let stack: Stack;
let sandbox: Sandbox;
let anna: Credentials;
let clients: { destroy(): void }[];

beforeAll(() => {
  const app = new App({ outdir: directory, context: WITHOUT_BUNDLING });
  stack = new Stack(app, 'People');
  new ConsoleMfaSelfService(stack, 'SelfService', { enforceMfaFrom: '2027-02-01' });
  app.synth();
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Anna administers IAM, has a path and an access key, and is in the group that the stack makes. */
beforeEach(async () => {
  clients = [];
  const account = emptyAccount();
  sandbox = await startSandbox({ account, clock: SandboxClock.frozen(NOW) });
  sandbox.deploy(directory);
  createUser(account, { userName: 'anna', path: '/staff/' }, NOW);
  createUser(account, { userName: 'ben' }, NOW);
  anna = createAccessKey(account, userNamed(account, 'anna'), NOW);
  const everythingOfIam = { Effect: 'Allow', Action: 'iam:*', Resource: '*' };
  putInlinePolicy(
    account,
    { type: 'user', record: userNamed(account, 'anna') },
    { policyName: 'work', document: JSON.stringify({ Version: '2012-10-17', Statement: everythingOfIam }) },
  );
  addToGroup(account, groupNamed(account, 'console-mfa-self-service'), userNamed(account, 'anna'));
});
afterEach(async () => {
  for (const client of clients) client.destroy();
  await sandbox.close();
});

function settings(credentials: Credentials) {
  return { endpoint: sandbox.url, region: 'us-east-1', credentials, maxAttempts: 1 };
}

function iam(credentials: Credentials): IAMClient {
  const client = new IAMClient(settings(credentials));
  clients.push(client);
  return client;
}

/** What anna's work takes. */
async function work(credentials: Credentials): Promise<number | undefined> {
  return (await iam(credentials).send(new ListUsersCommand())).Users?.length;
}

/** A session of anna's, by her access key and, unless there is none, a code of her app. */
async function session(code?: string, serialNumber = DEVICE): Promise<Credentials> {
  const sts = new STSClient(settings(anna));
  clients.push(sts);
  const command = new GetSessionTokenCommand(
    code === undefined ? {} : { SerialNumber: serialNumber, TokenCode: code },
  );
  const {
    AccessKeyId = '',
    SecretAccessKey = '',
    SessionToken = '',
  } = (await sts.send(command)).Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** What anna has in the AWS console after she signed in with her password alone. */
function consoleSession(): Credentials {
  const { account, clock } = sandbox;
  return openConsoleSession(account, userNamed(account, 'anna'), false, clock.now());
}

/** Anna at a terminal, after `aws login` unless other credentials are given. */
function enrolling(credentials = consoleSession()) {
  const { account, clock } = sandbox;
  return new Enrolling({ account, clock, server: sandbox }, credentials);
}

/** Two right codes. Who has no access key is not asked to try one out. */
const TO_THE_END: readonly Answer[] = [CODE_1, CODE_2, KEEP_SCREEN];

const DENIED = 'with an explicit deny in an identity-based policy';

test('a user works until the day, is denied from then on, enrols in a console session, gets a session with a code, and works', async () => {
  sandbox.clock.set(new Date(ENFORCED.getTime() - 1));
  expect(await work(anna)).toBe(2);

  sandbox.clock.set(ENFORCED);
  await expect(work(anna)).rejects.toThrow(DENIED);
  await expect(work(consoleSession())).rejects.toThrow(DENIED);

  const terminal = enrolling();
  terminal.answers = [...TO_THE_END];
  expect(await terminal.run()).toBe(0);
  expect(terminal.stdout.text).toContain(`MFA is set up: anna has the device ${DEVICE}`);

  await expect(work(anna)).rejects.toThrow(DENIED);
  expect(await work(await session(terminal.code()))).toBe(2);
});

test('a user who breaks off can begin again by the name that is taken', async () => {
  sandbox.clock.set(ENFORCED);
  const first = enrolling();
  expect(await first.run('--json')).toBe(0);
  const second = enrolling();
  second.answers = [['Name of the device', () => 'remove'], ...TO_THE_END];
  expect(await second.run()).toBe(0);
  expect(second.leftBehind).toEqual([]);
});

test('a session without MFA can neither enrol somebody else nor take MFA away again', async () => {
  sandbox.clock.set(ENFORCED);
  const terminal = enrolling();
  expect(await terminal.run('--user', 'ben', '--json')).toBe(2);
  expect(terminal.stderr.text).toContain('a policy denies it');

  terminal.answers = [...TO_THE_END];
  expect(await terminal.run()).toBe(0);
  const takeAway = new DeactivateMFADeviceCommand({ UserName: 'anna', SerialNumber: DEVICE });
  for (const credentials of [anna, consoleSession()]) {
    await expect(iam(credentials).send(takeAway)).rejects.toThrow(DENIED);
  }

  await iam(await session(terminal.code())).send(takeAway);
  expect(userNamed(sandbox.account, 'anna').mfaDevices).toEqual([]);
});

test('a code that was taken once gives no second session', async () => {
  const terminal = enrolling();
  terminal.answers = [...TO_THE_END];
  await terminal.run();
  const code = codeAt(terminal.secret, sandbox.clock.now());
  await expect(session(code)).rejects.toThrow('invalid MFA one time pass code');
});

test('a user who has not enrolled yet is denied it by access key, and told where to enrol', async () => {
  sandbox.clock.set(ENFORCED);
  const terminal = enrolling(anna);
  expect(await terminal.run()).toBe(2);
  expect(terminal.stderr.text).toMatch(/^AccessKeyDenied: .*enroll in the AWS console.*\n$/);
  expect(terminal.leftBehind).toEqual([]);
});

describe('somebody who has stolen the access key of an enrolled user', () => {
  const SECOND = 'arn:aws:iam::123456789012:mfa/zz';

  beforeEach(() => {
    const { account, clock } = sandbox;
    setPassword(account, userNamed(account, 'anna'), 'Initial-1', false, clock.now());
    const device = createVirtualMfaDevice(account, 'anna', '/');
    attachDevice(account, userNamed(account, 'anna'), { type: 'virtual', device }, clock.now());
  });

  function devicesOfAnna(): readonly string[] {
    return userNamed(sandbox.account, 'anna').mfaDevices.map(({ serialNumber }) => serialNumber);
  }

  /** Creates a device and returns the code that it shows some steps from now. */
  async function createSecondDevice(): Promise<(steps: number) => string> {
    const created = await iam(anna).send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'zz' }));
    const secret = Buffer.from(created.VirtualMFADevice?.Base32StringSeed ?? []).toString();
    return (steps) => codeAt(secret, new Date(sandbox.clock.now().getTime() + steps * 30_000));
  }

  function enableSecondDevice(code: (steps: number) => string) {
    const codes = { AuthenticationCode1: code(-1), AuthenticationCode2: code(0) };
    return iam(anna).send(new EnableMFADeviceCommand({ UserName: 'anna', SerialNumber: SECOND, ...codes }));
  }

  test('takes the account over before the date', async () => {
    sandbox.clock.set(new Date(ENFORCED.getTime() - 120_000));
    const code = await createSecondDevice();
    await enableSecondDevice(code);
    sandbox.clock.advance(30_000);
    const withMfa = iam(await session(code(0), SECOND));
    await withMfa.send(new DeactivateMFADeviceCommand({ UserName: 'anna', SerialNumber: DEVICE }));
    await withMfa.send(new UpdateLoginProfileCommand({ UserName: 'anna', Password: 'Stolen-1' }));
    expect(devicesOfAnna()).toEqual([SECOND]);
    expect(userNamed(sandbox.account, 'anna').loginProfile?.password).toBe('Stolen-1');
  });

  test('is denied at the first step from the date on', async () => {
    sandbox.clock.set(ENFORCED);
    await expect(createSecondDevice()).rejects.toThrow(
      `iam:CreateVirtualMFADevice on resource: ${SECOND} ${DENIED}`,
    );
    expect([...sandbox.account.virtualMfaDevices].map(({ serialNumber }) => serialNumber)).toEqual([DEVICE]);
  });

  test('is denied the second step with a device that was created before the date', async () => {
    sandbox.clock.set(new Date(ENFORCED.getTime() - 1));
    const code = await createSecondDevice();
    sandbox.clock.set(ENFORCED);
    await expect(enableSecondDevice(code)).rejects.toThrow(DENIED);
    expect(devicesOfAnna()).toEqual([DEVICE]);
  });

  test('gets no further with a session without a code', async () => {
    sandbox.clock.set(ENFORCED);
    const withoutCode = await session();
    const create = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'zz' });
    await expect(iam(withoutCode).send(create)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });
});

describe('removing the stack', () => {
  // An access key that the account does not know acts as its administrator.
  const administrator = { accessKeyId: 'AKIAADMINISTRATOR', secretAccessKey: 'unchecked' };

  test('works although the group has members, lifts the enforcement and keeps who was in it', async () => {
    sandbox.clock.set(ENFORCED);
    await expect(work(anna)).rejects.toThrow(DENIED);
    await deleteStack(stack, iam(administrator));
    expect(await work(anna)).toBe(2);
    const { account } = sandbox;
    expect(membersOf(account, groupNamed(account, 'console-mfa-self-service')).size).toBe(1);
    expect(account.policies.size).toBe(0);
  });

  test('would fail if the group were to go with it', async () => {
    const withGroup = new Stack(new App({ context: WITHOUT_BUNDLING }), 'People');
    const { group } = new ConsoleMfaSelfService(withGroup, 'SelfService', { enforceMfaFrom: '2027-02-01' });
    group.applyRemovalPolicy(RemovalPolicy.DESTROY);
    await expect(deleteStack(withGroup, iam(administrator))).rejects.toMatchObject({
      name: 'DeleteConflictException',
    });
  });
});
