import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeactivateMFADeviceCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ConsoleMfaSelfService } from '../../lib';
import { createAccessKey } from '../../sandbox/account/access-keys';
import { SandboxClock } from '../../sandbox/account/clock';
import { addToGroup, groupNamed, membersOf } from '../../sandbox/account/groups';
import { putInlinePolicy } from '../../sandbox/account/policies';
import { codeAt } from '../../sandbox/account/totp';
import { createUser, userNamed } from '../../sandbox/account/users';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { type Credentials, emptyAccount, NOW } from '../../sandbox/test/support/served-account';
import { Enrolling, TO_THE_END } from '../support/cli/enrolling';
import { deleteStack } from '../support/delete-stack';
import { WITHOUT_BUNDLING } from '../support/templates';

const ENFORCED = new Date('2027-02-01T00:00:00Z');
// A decision by a policy of many statements takes a while on a busy machine.
jest.setTimeout(60_000);
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

/** A session of anna's, by a code of her app. */
async function session(code: string): Promise<Credentials> {
  const sts = new STSClient(settings(anna));
  clients.push(sts);
  const command = new GetSessionTokenCommand({ SerialNumber: DEVICE, TokenCode: code });
  const {
    AccessKeyId = '',
    SecretAccessKey = '',
    SessionToken = '',
  } = (await sts.send(command)).Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

function enrolling() {
  const { account, clock } = sandbox;
  return new Enrolling({ account, clock, server: sandbox }, anna);
}

const DENIED = 'with an explicit deny in an identity-based policy';

test('a user works until the day, is denied from then on, enrols, gets a session with a code, and works', async () => {
  sandbox.clock.set(new Date(ENFORCED.getTime() - 1));
  expect(await work(anna)).toBe(2);

  sandbox.clock.set(ENFORCED);
  await expect(work(anna)).rejects.toThrow(DENIED);

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

test('whoever has no more than the key can neither enrol somebody else nor take MFA away again', async () => {
  sandbox.clock.set(ENFORCED);
  const terminal = enrolling();
  expect(await terminal.run('--user', 'ben', '--json')).toBe(2);
  expect(terminal.stderr.text).toContain('a policy denies it');

  terminal.answers = [...TO_THE_END];
  expect(await terminal.run()).toBe(0);
  const takeAway = new DeactivateMFADeviceCommand({ UserName: 'anna', SerialNumber: DEVICE });
  await expect(iam(anna).send(takeAway)).rejects.toThrow(DENIED);

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
