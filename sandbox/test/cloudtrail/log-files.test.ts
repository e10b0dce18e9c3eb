import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { SandboxClock } from '../../account/clock';
import { addAccount, createOrganization } from '../../account/organization';
import { createRole } from '../../account/roles';
import { openConsoleSession } from '../../account/sessions';
import { createUser } from '../../account/users';
import type { CloudTrailRecord } from '../../cloudtrail/cloudtrail-record';
import { type Sandbox, startSandbox } from '../../sandbox';
import { emptyAccount, NOW } from '../support/served-account';

const MINUTE = 60_000;
const CREDENTIALS = { accessKeyId: 'any', secretAccessKey: 'any' };

let directory: string;
let sandbox: Sandbox;
const clients: { destroy(): void }[] = [];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'cloudtrail-'));
  sandbox = await start();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await sandbox.close();
  rmSync(directory, { recursive: true });
});

function start(account = emptyAccount()): Promise<Sandbox> {
  return startSandbox({ account, clock: SandboxClock.frozen(NOW), cloudTrailDirectory: directory });
}

function client<Client extends { destroy(): void }>(
  Type: new (settings: object) => Client,
  region = 'us-east-1',
): Client {
  const made = new Type({ endpoint: sandbox.url, region, credentials: CREDENTIALS, maxAttempts: 1 });
  clients.push(made);
  return made;
}

const listUsers = () => client(IAMClient).send(new ListUsersCommand({}));

/** Every file below the directory, by its path. */
function files(): readonly string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}

/** Paths with the unique part of each name replaced. */
function paths(): readonly string[] {
  return files().map((path) => path.replace(/_[0-9A-Za-z]{16}\.json\.gz$/, '_UNIQUE.json.gz'));
}

function recordsIn(path: string): readonly CloudTrailRecord[] {
  const { Records, ...rest } = JSON.parse(gunzipSync(readFileSync(join(directory, path))).toString());
  expect(rest).toEqual({});
  return Records;
}

test('events are delivered when the clock passes five minutes, where CloudTrail puts them', async () => {
  await listUsers();
  await sandbox.advance(2 * MINUTE);
  await listUsers();
  expect(files()).toEqual([]);
  await sandbox.advance(3 * MINUTE);
  expect(paths()).toEqual([
    'AWSLogs/123456789012/CloudTrail/us-east-1/2027/01/15/123456789012_CloudTrail_us-east-1_20270115T1205Z_UNIQUE.json.gz',
  ]);
  expect(files().flatMap(recordsIn)).toEqual(sandbox.cloudtrail.events);
  expect(sandbox.cloudtrail.events.map(({ eventTime }) => eventTime)).toEqual([
    '2027-01-15T12:00:00Z',
    '2027-01-15T12:02:00Z',
  ]);
  await sandbox.advance(60 * MINUTE);
  expect(files()).toHaveLength(1);
});

test('the rest is delivered when the sandbox is closed, under the time of the delivery', async () => {
  await sandbox.advance(5 * MINUTE);
  await listUsers();
  await sandbox.advance(2 * MINUTE);
  await sandbox.close();
  expect(paths()).toEqual([
    expect.stringContaining('/2027/01/15/123456789012_CloudTrail_us-east-1_20270115T1207Z_'),
  ]);
  expect(files().flatMap(recordsIn)).toEqual(sandbox.cloudtrail.events);
  sandbox = await start();
});

test('Regions and spans of five minutes have files of their own, and the past is delivered too', async () => {
  await sandbox.close();
  const account = emptyAccount();
  const user = createUser(account, { userName: 'anna' }, NOW);
  openConsoleSession(account, user, false, new Date('2026-12-31T23:58:59.999Z'));
  sandbox = await start(account);
  await client(STSClient, 'eu-west-1').send(new GetCallerIdentityCommand({}));
  await sandbox.advance(5 * MINUTE);
  expect(paths()).toEqual([
    'AWSLogs/123456789012/CloudTrail/eu-west-1/2027/01/15/123456789012_CloudTrail_eu-west-1_20270115T1205Z_UNIQUE.json.gz',
    'AWSLogs/123456789012/CloudTrail/us-east-1/2027/01/01/123456789012_CloudTrail_us-east-1_20270101T0000Z_UNIQUE.json.gz',
  ]);
  expect(
    files()
      .flatMap(recordsIn)
      .map(({ eventName }) => eventName),
  ).toEqual(['GetCallerIdentity', 'ConsoleLogin']);
});

test('members of the organization have files too', async () => {
  await sandbox.close();
  const management = emptyAccount();
  const member = { ...emptyAccount(), accountId: '200000000001' };
  const organization = createOrganization(management, 'management');
  addAccount(organization, { account: member, name: 'dev' });
  const Statement = {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { AWS: 'arn:aws:iam::123456789012:root' },
  };
  const assumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const { arn } = createRole(member, { roleName: 'audit', assumeRolePolicyDocument }, NOW);
  const clock = SandboxClock.frozen(NOW);
  sandbox = await startSandbox({ account: management, clock, organization, cloudTrailDirectory: directory });
  await client(STSClient).send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'work' }));
  await sandbox.advance(5 * MINUTE);
  expect(files().map((path) => path.split('/')[1])).toEqual(['123456789012', '200000000001']);
  const [own, members] = files().map(recordsIn);
  expect([own, members]).toMatchObject([
    [{ recipientAccountId: '123456789012' }],
    [{ recipientAccountId: '200000000001', sharedEventID: own?.[0]?.sharedEventID }],
  ]);
});

test('a directory that cannot be used is refused at the start', async () => {
  const file = join(directory, 'file');
  writeFileSync(file, '');
  const starting = startSandbox({
    account: emptyAccount(),
    clock: SandboxClock.frozen(NOW),
    cloudTrailDirectory: file,
  });
  await expect(starting).rejects.toMatchObject({
    code: 'UnusableDirectory',
    message: expect.stringContaining(`CloudTrail's log files cannot be written to "${file}": `),
  });
  rmSync(file);
});

test('what cannot be written waits for the next delivery, and leaves nothing behind', async () => {
  const warnings = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const blocked = join(directory, 'AWSLogs/123456789012');
  writeFileSync(blocked, '');
  await listUsers();
  await sandbox.advance(5 * MINUTE);
  expect(files()).toEqual(['AWSLogs/123456789012']);
  expect(warnings).toHaveBeenCalledWith(expect.stringContaining('UnusableDirectory'));
  rmSync(blocked);
  await sandbox.advance(5 * MINUTE);
  expect(files().flatMap(recordsIn)).toEqual(sandbox.cloudtrail.events);
  warnings.mockRestore();
});
