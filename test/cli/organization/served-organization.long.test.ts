import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import Ajv2020 from 'ajv/dist/2020';
import { openOrganization } from '../../../cli/aws/open-organization';
import { run } from '../../../cli/run';
import { AUDIT_ROLE } from '../../../demo/generator/generate-organization';
import schema from '../../../docs/audit.schema.json';
import { createAccessKey } from '../../../sandbox/account/access-keys';
import { putInlinePolicy } from '../../../sandbox/account/policies';
import { createRole } from '../../../sandbox/account/roles';
import { createUser, deleteUser, setPassword, userNamed } from '../../../sandbox/account/users';
import { ServiceError } from '../../../sandbox/errors';
import type { FaultPlan } from '../../../sandbox/faults';
import { NOW } from '../../../sandbox/test/support/served-account';
import type { ServedOrganization } from '../../../sandbox/test/support/served-organization';
import { serveAuditedOrganization } from '../../support/audited-organization';
import { CapturedSink } from '../../support/cli/fake-shell';

const MANAGEMENT = '123456789012';
const [DEV, PROD, LOCKED, OLD] = ['200000000001', '200000000002', '200000000003', '200000000004'];

const validate = new Ajv2020({ allowUnionTypes: true, strictTypes: false, strictRequired: false }).compile(
  schema,
);

let served: ServedOrganization;
let directory: string;
const env = { ...process.env };

/** The management account without the role, one whose role is missing, one suspended. */
beforeEach(async () => {
  served = await serveAuditedOrganization([
    { accountId: PROD, name: 'prod', users: ['robot'], withPassword: ['alice'] },
    { accountId: DEV, name: 'dev', withPassword: ['alice', 'bob'] },
    { accountId: LOCKED, name: 'locked', hasRole: false, withPassword: ['carol'] },
    { accountId: OLD, name: 'old', state: 'SUSPENDED', withPassword: ['dave'] },
  ]);
  createUser(served.organization.management, { userName: 'mona' }, NOW);
  directory = mkdtempSync(join(tmpdir(), 'organization-'));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: served.server.url,
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'unchecked',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_REGION: 'eu-west-1',
  });
  delete process.env['AWS_SESSION_TOKEN'];
});
afterEach(async () => {
  process.env = { ...env };
  rmSync(directory, { recursive: true });
  await served.close();
});

/** Runs the command line in this process, with the AWS SDK's own clients. */
async function cli(...args: readonly string[]) {
  const [stdout, stderr] = [new CapturedSink(), new CapturedSink()];
  const clock = {
    now: Date.now,
    sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
    random: () => 0,
  };
  const refuse = () => Promise.reject(new Error('it opens the organization'));
  const code = await run(args, {
    stdout,
    stderr,
    stdin: Readable.from([]),
    env: {},
    clock,
    openAccount: refuse,
    openEnrolment: refuse,
    openOrganization: (options) => openOrganization(options, clock),
    interruptible: (work) => work(new AbortController()),
  });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

const audit = (...args: readonly string[]) =>
  cli('audit', '--organization', '--role-name', AUDIT_ROLE, ...args);

const json = async (...args: readonly string[]) =>
  JSON.parse((await audit('--format', 'json', ...args)).stdout);

test('everybody in every account that can be read, and by name those that cannot', async () => {
  const { code, stdout, stderr } = await audit('--format', 'json');
  const document = JSON.parse(stdout);
  expect(
    document.users.map((user: Record<string, unknown>) => [
      user['account'],
      user['accountName'],
      user['userName'],
      user['compliance'],
    ]),
  ).toEqual([
    [DEV, 'dev', 'alice', 'NON_COMPLIANT'],
    [DEV, 'dev', 'bob', 'NON_COMPLIANT'],
    [MANAGEMENT, 'management', 'mona', 'COMPLIANT'],
    [PROD, 'prod', 'alice', 'NON_COMPLIANT'],
    [PROD, 'prod', 'robot', 'COMPLIANT'],
  ]);
  expect(document).toMatchObject({
    schemaVersion: 1,
    organization: { id: served.organization.id, managementAccount: MANAGEMENT },
    partition: 'aws',
    region: 'eu-west-1',
    complete: false,
    totals: { users: 5, nonCompliant: 3, compliant: 2, unread: 0 },
    accounts: [
      {
        account: DEV,
        accountName: 'dev',
        status: 'audited',
        complete: true,
        readBy: `arn:aws:sts::${DEV}:assumed-role/${AUDIT_ROLE}/iam-console-mfa`,
        totals: { users: 2, nonCompliant: 2 },
      },
      { account: LOCKED, accountName: 'locked', status: 'unread', error: { code: 'RoleNotAssumed' } },
      {
        account: MANAGEMENT,
        status: 'audited',
        readBy: `arn:aws:sts::${MANAGEMENT}:assumed-role/Administrator/sandbox`,
      },
      { account: PROD, status: 'audited' },
    ],
    skipped: [{ account: OLD, accountName: 'old', reason: 'SUSPENDED' }],
  });
  expect(document).not.toHaveProperty('account');
  validate(document);
  expect(validate.errors).toBeNull();
  expect(code).toBe(2);
  expect(stderr).toBe(
    `IncompleteAudit: 1 of 4 accounts could not be read
RoleNotAssumed: account ${LOCKED} (locked): the account has no role ${AUDIT_ROLE}, or it does not trust the caller, or the caller may not assume it; create it, or leave the account out with --exclude-accounts (AccessDenied: User: arn:aws:sts::${MANAGEMENT}:assumed-role/Administrator/sandbox is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${LOCKED}:role/${AUDIT_ROLE})
`,
  );
});

test('1 where all could be read and somebody is not compliant, 0 where nobody is', async () => {
  const { code, stderr } = await audit('--exclude-accounts', LOCKED);
  expect([code, stderr]).toEqual([1, '']);
  expect(await audit('--accounts', MANAGEMENT)).toMatchObject({ code: 0, stderr: '' });
  expect(await audit('--exclude-accounts', LOCKED, '--fail-on', 'never')).toMatchObject({ code: 0 });
});

test('accounts are chosen and left out, and those left out are said', async () => {
  const document = await json('--accounts', `${DEV},${PROD}`, '--exclude-accounts', DEV);
  expect(document.accounts.map(({ account }: { account: string }) => account)).toEqual([PROD]);
  expect(
    document.skipped.map((skipped: Record<string, string>) => [skipped['accountName'], skipped['reason']]),
  ).toEqual([
    ['dev', 'excluded'],
    ['locked', 'excluded'],
    ['management', 'excluded'],
    ['old', 'excluded'],
  ]);
  expect(document.complete).toBe(true);
});

test.each([
  [
    'an account that is not there',
    ['--accounts', '999999999999'],
    'the organization has no account 999999999999',
  ],
  ['none but a suspended one', ['--accounts', OLD], 'no active account is left'],
])('64 for %s', async (_, flags, complaint) => {
  const { code, stdout, stderr } = await audit(...flags);
  expect([code, stdout]).toEqual([64, '']);
  expect(stderr).toContain(complaint);
});

test('an account that throttles is read at its own pace, and the others at theirs', async () => {
  served.server.pipelines.get(PROD)?.limitRate('iam', { perSecond: 20, burst: 1 });
  const document = await json('--exclude-accounts', LOCKED);
  expect(document.complete).toBe(true);
  expect(document.totals.users).toBe(5);
  const { calls } = served.server.pipelines.get(PROD) ?? {};
  expect(calls?.count('iam:GetLoginProfile')).toBeGreaterThanOrEqual(2);
});

test('an account whose users cannot be listed is not read, a user who cannot be is named with its account', async () => {
  const denied =
    (action: string, userName?: string): FaultPlan =>
    (call) =>
      call.action === action && (userName === undefined || call.userName === userName)
        ? [{ type: 'error', error: new ServiceError('AccessDenied', 'by the test', 403), when: 'instead' }]
        : [];
  const plan = (accountId: string, faults: FaultPlan) => {
    const pipeline = served.server.pipelines.get(accountId);
    if (pipeline !== undefined) pipeline.faults = faults;
  };
  plan(PROD, denied('ListUsers'));
  plan(DEV, denied('GetLoginProfile', 'bob'));
  const { code, stdout, stderr } = await audit(
    '--format',
    'json',
    '--exclude-accounts',
    LOCKED,
    '--include-root',
  );
  const { users, accounts } = JSON.parse(stdout);
  expect(code).toBe(2);
  expect(users.filter(({ account }: { account: string }) => account === PROD)).toMatchObject([
    { userName: '<root_account>' },
  ]);
  expect(accounts).toMatchObject([
    { account: DEV, status: 'audited', complete: false },
    { account: MANAGEMENT, complete: true },
    { account: PROD, status: 'unread', error: { code: 'AwsCallFailed' } },
  ]);
  expect(stderr).toContain('IncompleteAudit: 1 of 3 accounts could not be read, 1 user has no verdict\n');
  expect(stderr).toContain(`AwsCallFailed: account ${PROD} (prod): iam:ListUsers is not allowed`);
  expect(stderr).toContain(`account dev ${DEV}, user bob: AwsCallFailed: iam:GetLoginProfile is not allowed`);
  expect(stderr).toContain(
    'may not call iam:GetLoginProfile, iam:ListUsers. Attach the policy that this prints: iam-console-mfa policy --audit --include-root\n',
  );
});

test('whoever has the policies that `policy --audit` prints, and nothing else, can run it', async () => {
  const { management } = served.organization;
  const user = createUser(management, { userName: 'auditor' }, NOW);
  const key = createAccessKey(management, user, NOW);
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
  });
  const refused = await audit();
  expect([refused.code, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toContain(
    'OrganizationNotRead: the accounts cannot be listed: run it in the management account',
  );

  const { stdout: document } = await cli('policy', '--audit', '--organization', '--role-name', AUDIT_ROLE);
  putInlinePolicy(
    management,
    { type: 'user', record: userNamed(management, 'auditor') },
    { policyName: 'Audit', document },
  );
  expect(await audit('--exclude-accounts', LOCKED, '--fail-on', 'never')).toMatchObject({
    code: 0,
    stderr: '',
  });
});

test('--since tells who changed in which account, and nothing of accounts that one of both could not read', async () => {
  const earlier = join(directory, 'earlier.json');
  await audit('--format', 'json', '--output', earlier, '--exclude-accounts', DEV);
  const dev = accountOf(DEV);
  const prod = accountOf(PROD);
  createUser(dev, { userName: 'unseen' }, NOW);
  setPassword(prod, userNamed(prod, 'robot'), 'Initial-1', false, NOW);
  createUser(prod, { userName: 'new' }, NOW);
  const mona = userNamed(served.organization.management, 'mona');
  deleteUser(served.organization.management, mona);
  const document = await json('--since', earlier, '--accounts', `${DEV},${PROD}`);
  expect(document.changes).toEqual({
    since: expect.any(String),
    becameCompliant: [],
    becameNonCompliant: [
      {
        account: PROD,
        accountName: 'prod',
        userName: 'robot',
        userId: expect.any(String),
        before: 'COMPLIANT',
        now: 'NON_COMPLIANT',
      },
    ],
    becameExempt: [],
    new: [
      { account: PROD, accountName: 'prod', userName: 'new', userId: expect.any(String), now: 'COMPLIANT' },
    ],
    gone: [],
  });
  validate(document);
  expect(validate.errors).toBeNull();
  const { gone } = (await json('--since', earlier, '--accounts', MANAGEMENT)).changes;
  expect(gone).toEqual([
    {
      account: MANAGEMENT,
      accountName: 'management',
      userName: 'mona',
      userId: mona.userId,
      before: 'COMPLIANT',
    },
  ]);
});

test('a role that asks for an external id gets it', async () => {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': 'e-1' } },
  };
  const assumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statement });
  createRole(accountOf(DEV), { roleName: 'External', path: '/audit/', assumeRolePolicyDocument }, NOW);
  const enter = async (...flags: readonly string[]) => {
    const role = ['--organization', '--role-name', 'audit/External', '--accounts', DEV];
    const { stdout } = await cli('audit', '--format', 'json', ...role, ...flags);
    return JSON.parse(stdout).problems.map(({ code }: { code: string }) => code);
  };
  expect(await enter()).toEqual(['RoleNotAssumed']);
  expect(await enter('--external-id', 'e-2')).toEqual(['RoleNotAssumed']);
  // It may be assumed, and lacks every permission.
  expect(await enter('--external-id', 'e-1')).toEqual(['AwsCallFailed']);
});

test('a session that is about to expire is renewed on the way', async () => {
  // Sessions last an hour, and the SDK counts one as expired five minutes before.
  served.clock.set(new Date(Date.now() - 57 * 60_000));
  expect((await json('--accounts', PROD)).complete).toBe(true);
  expect(served.server.calls.count('sts:AssumeRole')).toBeGreaterThan(1);
});

test('64 for a --since file of one account', async () => {
  const earlier = join(directory, 'earlier.json');
  await audit('--format', 'json', '--output', earlier);
  const { organization: _, accounts: __, skipped: ___, ...rest } = JSON.parse(readFileSync(earlier, 'utf8'));
  writeFileSync(earlier, JSON.stringify({ ...rest, account: MANAGEMENT }));
  const { code, stderr } = await audit('--since', earlier);
  expect(code).toBe(64);
  expect(stderr).toContain(`is of account ${MANAGEMENT}, and this is organization ${served.organization.id}`);
});

function accountOf(accountId: string) {
  const account = served.organization.accounts.get(accountId)?.account;
  if (account === undefined) throw new Error(`no account ${accountId}`);
  return account;
}

test.each([
  ['csv', (text: string) => expect(text).toContain(`\r\n${PROD},prod,alice,AIDA`)],
  ['table', (text: string) => expect(text).toContain(`  alice  prod ${PROD}  no MFA device\n`)],
  [
    'junit',
    (text: string) =>
      expect(text).toContain(`<testcase classname="iam-console-mfa.${PROD}" name="alice"><failure`),
  ],
  ['html', (text: string) => expect(text).toContain(`<td><bdi>prod</bdi><small>${PROD}</small></td>`)],
  [
    'asff',
    (text: string) =>
      expect(JSON.parse(text).map((finding: { AwsAccountId: string }) => finding.AwsAccountId)).toEqual([
        DEV,
        DEV,
        MANAGEMENT,
        PROD,
        PROD,
      ]),
  ],
  [
    'ocsf',
    (text: string) =>
      expect(JSON.parse(text)[3].cloud.account).toEqual({
        uid: PROD,
        name: 'prod',
        type: 'AWS Account',
        type_id: 10,
      }),
  ],
] as const)('%s tells the account of each user', async (format, expectation) => {
  const { code, stdout } = await audit('--format', format);
  expect(code).toBe(2);
  expectation(stdout);
});
