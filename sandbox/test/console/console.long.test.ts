import { request } from 'node:http';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { createAccessKey } from '../../account/access-keys';
import { SandboxClock } from '../../account/clock';
import { startRecording } from '../../account/configuration-recorder';
import { addToGroup, createGroup } from '../../account/groups';
import { attachDevice, createVirtualMfaDevice } from '../../account/mfa-devices';
import { putInlinePolicy } from '../../account/policies';
import { createUser, setPassword, userNamed } from '../../account/users';
import { type Sandbox, startSandbox } from '../../sandbox';
import { ConsoleClient } from '../support/console/console-client';
import { emptyAccount } from '../support/served-account';

const ASSEMBLY = join(__dirname, '../fixtures/assembly');
const START = new Date('2026-03-04T05:06:07.000Z');
const DONE = [200, {}];

let sandbox: Sandbox;
let client: ConsoleClient;

beforeEach(async () => {
  const account = emptyAccount();
  startRecording(account);
  for (const userName of ['alice', 'mallory']) createUser(account, { userName }, START);
  sandbox = await startSandbox({ account, clock: SandboxClock.frozen(START) });
  client = new ConsoleClient(sandbox);
});

afterEach(() => sandbox.close());

test('the view shows users, the rule as AWS Config does, and what its evaluations changed', async () => {
  sandbox.deploy(ASSEMBLY);
  await sandbox.settled();
  const { users, rules, runs, ...account } = await client.view();
  expect(account).toEqual({ accountId: '123456789012', region: 'us-east-1' });
  expect(users).toMatchObject([
    { userName: 'alice', path: '/', password: null, devices: [], tags: [], groups: [], accessKeys: 0 },
    { userName: 'mallory', created: '2026-03-04T05:06:07.000Z' },
  ]);
  expect(rules).toMatchObject([
    {
      name: 'users-are-good',
      compliance: 'NON_COMPLIANT',
      frequency: 'Six_Hours',
      parameters: [['bad', 'mallory;oscar']],
      running: false,
    },
  ]);
  const results = [...(rules[0]?.results ?? [])].sort((a, b) => (a.annotation < b.annotation ? -1 : 1));
  expect(results).toMatchObject([
    { resourceId: users[0]?.userId, compliance: 'COMPLIANT', annotation: 'about alice' },
    {
      resourceType: 'AWS::IAM::User',
      compliance: 'NON_COMPLIANT',
      annotation: 'about mallory',
      invoked: '2026-03-04T05:06:07.000Z',
      recorded: '2026-03-04T05:06:07.000Z',
    },
  ]);
  expect(runs).toMatchObject([
    { rule: 'users-are-good', status: 'succeeded', error: null, evaluations: 2, moreChanges: 0 },
  ]);
  expect(runs[0]?.changes).toEqual(
    expect.arrayContaining([
      { name: 'alice', before: 'NOT_APPLICABLE', now: 'COMPLIANT' },
      { name: 'mallory', before: 'NOT_APPLICABLE', now: 'NON_COMPLIANT' },
    ]),
  );
});

test('a page that has the latest view is not sent it again, and a page of an earlier one is', async () => {
  const { revision, view } = await client.state();
  expect(view?.users).toHaveLength(2);
  expect(await client.state(revision)).toEqual({ now: '2026-03-04T05:06:07.000Z', revision });
  createUser(sandbox.account, { userName: 'bob' }, START);
  expect((await client.state(revision)).view?.users).toHaveLength(3);
});

test('a user is added with a console password, and loses it', async () => {
  expect(await client.act({ type: 'create user', userName: 'bob', password: true })).toEqual(DONE);
  const { userId, password } = await client.user('bob');
  expect(password).toBe('2026-03-04T05:06:07.000Z');
  expect(await client.act({ type: 'remove password', userId })).toEqual(DONE);
  expect((await client.user('bob')).password).toBeNull();
  expect(await client.act({ type: 'give password', userId })).toEqual(DONE);
  expect((await client.user('bob')).password).toBe('2026-03-04T05:06:07.000Z');
});

test('a device is enrolled with the codes that an app shows for its secret', async () => {
  const { userId } = await client.user('alice');
  const [, { serialNumber = '', secret = '', qrCode }] = await client.act({ type: 'create device', userId });
  expect(serialNumber).toBe('arn:aws:iam::123456789012:mfa/alice');
  expect(qrCode).toMatch(/^data:image\/svg\+xml,%3Csvg%20/);

  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  const enable = (code1: string, code2: string) =>
    client.act({ type: 'enable device', userId, serialNumber, code1, code2 });
  expect(await enable('000000', '000001')).toEqual([
    403,
    { error: 'InvalidAuthenticationCode: Authentication code for device is not valid.' },
  ]);
  const timestamp = START.getTime();
  expect(await enable(app.generate({ timestamp: timestamp - 30_000 }), app.generate({ timestamp }))).toEqual(
    DONE,
  );
  expect((await client.user('alice')).devices).toEqual([
    { type: 'virtual', serialNumber, enabled: '2026-03-04T05:06:07.000Z' },
  ]);
  expect(await client.act({ type: 'remove device', userId, serialNumber })).toEqual(DONE);
  expect([(await client.user('alice')).devices, sandbox.account.virtualMfaDevices.size]).toEqual([[], 0]);
});

test('the sandbox generates codes for people without a phone', async () => {
  const { userId } = await client.user('alice');
  const [, { serialNumber = '' }] = await client.act({ type: 'create device', userId });
  const [, { code1 = '', code2 = '' }] = await client.act({ type: 'show codes', serialNumber });
  expect(await client.act({ type: 'enable device', userId, serialNumber, code1, code2 })).toEqual(DONE);
});

test('an enrolment that is broken off leaves nothing, and one whose name is taken gets another', async () => {
  const { userId } = await client.user('alice');
  createVirtualMfaDevice(sandbox.account, 'alice', '/');
  const [, { serialNumber = '' }] = await client.act({ type: 'create device', userId });
  expect(serialNumber).toBe('arn:aws:iam::123456789012:mfa/alice-2');
  expect(await client.act({ type: 'discard device', serialNumber })).toEqual(DONE);
  expect(sandbox.account.virtualMfaDevices.size).toBe(1);
});

test('a user is deleted with everything that has to go first', async () => {
  const { account } = sandbox;
  const alice = () => userNamed(account, 'alice');
  setPassword(account, alice(), 'Initial-1', false, START);
  createAccessKey(account, alice(), START);
  addToGroup(account, createGroup(account, 'staff', '/', START), alice());
  putInlinePolicy(account, { type: 'user', record: alice() }, { policyName: 'Own', document: '{}' });
  attachDevice(account, alice(), { type: 'fido', name: 'key' }, START);
  attachDevice(
    account,
    alice(),
    { type: 'virtual', device: createVirtualMfaDevice(account, 'alice', '/') },
    START,
  );
  expect(await client.act({ type: 'delete user', userId: alice().userId })).toEqual(DONE);
  expect([[...account.users].map(({ userName }) => userName), account.virtualMfaDevices.size]).toEqual([
    ['mallory'],
    0,
  ]);
});

test('a tag is added and removed', async () => {
  const { userId } = await client.user('alice');
  expect(await client.act({ type: 'tag', userId, key: 'review-by', value: '2026-12-31' })).toEqual(DONE);
  expect((await client.user('alice')).tags).toEqual([{ key: 'review-by', value: '2026-12-31' }]);
  expect(await client.act({ type: 'untag', userId, key: 'review-by' })).toEqual(DONE);
  expect((await client.user('alice')).tags).toEqual([]);
});

test('the clock moves on, and what falls due happens', async () => {
  sandbox.deploy(ASSEMBLY);
  await sandbox.settled();
  expect(await client.act({ type: 'advance', minutes: 360 })).toEqual(DONE);
  expect((await client.state()).now).toBe('2026-03-04T11:06:07.000Z');
  expect((await client.view()).runs).toMatchObject([
    { time: '2026-03-04T11:06:07.000Z', evaluations: 2, changes: [] },
    { time: '2026-03-04T05:06:07.000Z' },
  ]);
});

test('the rule is evaluated when it is asked for', async () => {
  sandbox.deploy(ASSEMBLY);
  await sandbox.settled();
  const ruleId = (await client.view()).rules[0]?.id ?? '';
  expect(await client.act({ type: 'evaluate', ruleId })).toEqual(DONE);
  expect((await client.view()).runs).toHaveLength(2);
});

test.each([
  [
    'a name that IAM does not take',
    { type: 'create user', userName: '<b>', password: false },
    400,
    /^ValidationError: 1 validation error detected/,
  ],
  [
    'a name that is taken',
    { type: 'create user', userName: 'alice', password: false },
    409,
    /^EntityAlreadyExists/,
  ],
  [
    'a user who is gone',
    { type: 'delete user', userId: 'AIDANOBODY' },
    404,
    /^NoSuchEntity: The user has been deleted/,
  ],
  ['an action that there is not', { type: 'reboot' }, 400, /^InvalidAction/],
  ['a clock that is to go back', { type: 'advance', minutes: -1 }, 400, /^InvalidAction/],
  ['a rule that there is not', { type: 'evaluate', ruleId: 'none' }, 400, /^NoSuchRule/],
])('%s is refused in words', async (_, action, status, words) => {
  const { httpStatus, body } = await client.post(JSON.stringify(action));
  expect([httpStatus, JSON.parse(String(body))]).toEqual([status, { error: expect.stringMatching(words) }]);
});

test('what is no JSON is refused', async () => {
  expect((await client.post('{')).httpStatus).toBe(400);
});

test('a failed run is shown with what it failed with', async () => {
  sandbox.refuses = () => true;
  sandbox.deploy(ASSEMBLY);
  await sandbox.settled();
  expect((await client.view()).runs).toMatchObject([
    { status: 'waiting to retry', error: '2 failed', evaluations: 0 },
  ]);
});

test('control and bidirectional characters are spelt out before the page gets them', async () => {
  createUser(sandbox.account, { userName: 'a\u202eb', tags: [{ Key: 'k\u0000', Value: '\u2028' }] }, START);
  expect(await client.user('a\\u{202e}b')).toMatchObject({ tags: [{ key: 'k\\u{0}', value: '\\u{2028}' }] });
});

test('the page and its files are served, and nothing else of the directory', async () => {
  const page = await client.get('/');
  expect([page.httpStatus, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  const loaded = [...String(page.body).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);
  expect(loaded).toEqual(['/console/icon.svg', '/console/console.css', '/console/main.js']);
  for (const path of loaded) expect([path, (await client.get(path)).httpStatus]).toEqual([path, 200]);
  expect((await client.get('/console/../console.ts')).httpStatus).toBe(404);
  expect((await client.get('/console/actions')).httpStatus).toBe(404);
});

test('every answer forbids to be embedded, sniffed, kept or to load what is not its own', async () => {
  expect((await client.get('/')).headers).toMatchObject({
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cache-control': 'no-store',
  });
});

test('over the wire: the page at the root, AWS beside it, and no other name of this machine', async () => {
  expect((await fetch(sandbox.url)).headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(
    (await fetch(sandbox.url, { method: 'POST', body: 'Action=ListUsers&Version=2010-05-08' })).headers.get(
      'content-type',
    ),
  ).toBe('text/xml');
  const rebound = new Promise<number | undefined>((resolve, reject) => {
    request(`${sandbox.url}/console/state`, { headers: { host: 'evil.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
  expect(await rebound).toBe(403);
});

test('CloudTrail records what the page changes, and what IAM refuses, as of the administrator in the console', async () => {
  await client.act({ type: 'create user', userName: 'bob', password: true });
  await client.act({ type: 'create user', userName: 'alice', password: false });
  expect(sandbox.cloudtrail.events).toMatchObject([
    { eventName: 'CreateUser', requestParameters: { userName: 'bob' }, sessionCredentialFromConsole: 'true' },
    { eventName: 'CreateLoginProfile', userIdentity: { type: 'AssumedRole' } },
    { eventName: 'CreateUser', errorCode: 'EntityAlreadyExistsException', responseElements: null },
  ]);
  expect(JSON.stringify(sandbox.cloudtrail.events)).not.toContain('Initial-1');
});
