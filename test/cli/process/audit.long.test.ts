import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccessKey } from '../../../sandbox/account/access-keys';
import { putInlinePolicy } from '../../../sandbox/account/policies';
import { createUser, setPassword, userNamed } from '../../../sandbox/account/users';
import { ServiceError } from '../../../sandbox/errors';
import {
  emptyAccount,
  NOW,
  type ServedAccount,
  serveAccount,
} from '../../../sandbox/test/support/served-account';
import { CliProcess, type Ended, SECRET } from '../../support/cli/process';

// Each starts Node.js anew, on a machine that may be busy.
jest.setTimeout(60_000);

let served: ServedAccount;
let directory: string;

beforeEach(async () => {
  const account = emptyAccount();
  for (const userName of ['alice', 'bob']) createUser(account, { userName }, NOW);
  setPassword(account, userNamed(account, 'bob'), 'Initial-1', false, NOW);
  served = await serveAccount(account);
  directory = mkdtempSync(join(tmpdir(), 'audit-'));
});

afterEach(async () => {
  await served.close();
  rmSync(directory, { recursive: true });
});

function run(script: string, env?: Readonly<Record<string, string>>): Promise<Ended> {
  return new CliProcess(script, served.server.url, env).ended();
}

test('standard output carries one JSON document and nothing else', async () => {
  const { code, stdout, stderr } = await run('cli audit --format json');
  expect(JSON.parse(stdout).users).toMatchObject([
    { userName: 'alice', compliance: 'COMPLIANT' },
    { userName: 'bob', compliance: 'NON_COMPLIANT' },
  ]);
  expect([code, stderr]).toEqual([1, '']);
});

test('whoever has the policy that `policy --audit` prints, and nothing else, can run the audit', async () => {
  const { account } = served;
  const auditor = createUser(account, { userName: 'auditor', path: '/audit/' }, NOW);
  const { accessKeyId, secretAccessKey } = createAccessKey(account, auditor, NOW);
  const keys = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const flags = '--exemption-tag until --include-root';

  const denied = await run(`cli audit --format json ${flags}`, keys);
  expect(denied.code).toBe(2);
  expect(JSON.parse(denied.stdout)).toMatchObject({
    complete: false,
    users: [{ userName: '<root_account>' }],
  });
  const [, command = ''] = denied.stderr.split('Attach the policy that this prints: ');
  expect(command).toBe(`iam-console-mfa policy --audit ${flags}\n`);
  const { stdout: printed } = await run(command.replace('iam-console-mfa', 'cli'));

  const identity = { type: 'user', record: userNamed(account, 'auditor') } as const;
  putInlinePolicy(account, identity, { policyName: 'Audit', document: printed });
  const allowed = await run(`cli audit --fail-on never ${flags} && cli explain bob`, keys);
  expect([allowed.code, allowed.stderr]).toEqual([0, '']);
  expect(allowed.stdout).toContain('bob: NON_COMPLIANT');
  for (const output of [denied.stdout, denied.stderr, allowed.stdout]) {
    expect(output).not.toContain(secretAccessKey);
  }
});

test('2 without credentials, saying where they can come from', async () => {
  const none = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
  const { code, stdout, stderr } = await run('cli audit --profile nobody', none);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('NoCredentials: no profile named "nobody"');
  expect(stderr).toContain('--profile');
  const bare = await run('cli audit', none);
  expect([bare.code, bare.stdout]).toEqual([2, '']);
  expect(bare.stderr).toBe(
    'NoCredentials: no AWS credentials were found; name a profile with --profile, sign in with "aws sso login" or "aws login", or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY\n',
  );
});

test('2 where nothing answers, naming the variable', async () => {
  const { code, stdout, stderr } = await new CliProcess('cli audit', 'http://127.0.0.1:9').ended();
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toBe(
    'AwsCallFailed: sts:GetCallerIdentity got no answer from http://127.0.0.1:9; correct AWS_ENDPOINT_URL, or unset it to call AWS (Error: connect ECONNREFUSED 127.0.0.1:9)\n',
  );
});

test.each(['audit', 'explain bob', 'notify --dry-run', 'enrol --user bob'])(
  '2 for an endpoint that is no address, in %s',
  async (command) => {
    const { code, stdout, stderr } = await new CliProcess(`cli ${command}`, 'notaurl').ended();
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'InvalidEndpoint: AWS_ENDPOINT_URL is "notaurl", not an address such as http://127.0.0.1:4566; correct it, or unset it to call AWS\n',
    );
  },
);

describe('profiles', () => {
  const CONFIG = `[default]
region = eu-west-1
[profile production]
region = eu-west-1
[sso-session work]
sso_region = eu-west-1
[services mine]
iam =
  endpoint_url = http://127.0.0.1:1
`;
  let files: Readonly<Record<string, string>>;
  beforeEach(() => {
    files = {
      AWS_CONFIG_FILE: join(directory, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(directory, 'credentials'),
    };
    writeFileSync(join(directory, 'config'), CONFIG);
    writeFileSync(
      join(directory, 'credentials'),
      `[audit]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${SECRET}\n`,
    );
  });

  test('2 for --profile of a name that no profile has, with those that there are', async () => {
    const { code, stdout, stderr } = await run('cli audit --profile prodcution', files);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      `NoCredentials: no profile named "prodcution" in ${directory}/config or ${directory}/credentials; correct --profile, did you mean production? (there are audit, default, production)\n`,
    );
  });

  test('2 for AWS_PROFILE likewise, though there are other credentials', async () => {
    const { code, stderr } = await run('cli audit', { AWS_PROFILE: 'nope' });
    expect(code).toBe(2);
    expect(stderr).toBe(
      'NoCredentials: no profile named "nope" in /dev/null; correct AWS_PROFILE (there is none)\n',
    );
  });

  test('a profile beside the variables of a key is taken, without a warning of the AWS SDK', async () => {
    const { code, stderr } = await run('cli audit --profile audit; cli audit', {
      ...files,
      AWS_PROFILE: 'audit',
    });
    expect([code, stderr]).toEqual([1, '']);
  });
});

test('2 for an error that nobody expected, never the 1 of Node.js', async () => {
  const crash = join(directory, 'crash.js');
  writeFileSync(crash, "setTimeout(() => { throw new TypeError('x is not a function'); }, 0);");
  const { code, stdout, stderr } = await run('cli audit', { NODE_OPTIONS: `--require ${crash}` });
  expect([code, stdout, stderr]).toEqual([2, '', 'x is not a function\n']);
});

test('2 where the process ends before the command has', async () => {
  const end = join(directory, 'end.js');
  writeFileSync(end, "require('node:http').request = () => process.exit();");
  expect(await run('cli audit', { NODE_OPTIONS: `--require ${end}` })).toMatchObject({ code: 2 });
});

test('a reader that goes away ends it quietly', async () => {
  const { account } = served;
  // More than the 64 KiB that a pipe holds.
  const path = `/${'x'.repeat(500)}/`;
  for (let count = 0; count < 100; count += 1) createUser(account, { userName: `user-${count}`, path }, NOW);
  const { code, stdout, stderr } = await run(`cli audit --format json | head -n 1; echo "\${PIPESTATUS[@]}"`);
  expect([code, stdout, stderr]).toEqual([0, '{\n1 0\n', '']);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s ends it with %i, and a file from before stays whole', async (signal, exitCode) => {
  writeFileSync(join(directory, 'audit.csv'), 'before');
  const { server } = served;
  // Whose account it is, it has been told; who is in it, it waits for.
  const identified = new Promise<void>((resolve) => {
    server.calls.listen(() => {
      server.pipeline.latencyMs = 1_000;
      resolve();
    });
  });
  const audit = new CliProcess(['audit', '--output', join(directory, 'audit.csv')], server.url);
  const ended = audit.ended();
  await identified;
  audit.kill(signal);
  expect(await ended).toEqual({ code: exitCode, stdout: '', stderr: '' });
  expect(readdirSync(directory)).toEqual(['audit.csv']);
});

test('a denial as by a service control policy, which no policy of the account lifts', async () => {
  const { server } = served;
  const message =
    'User: arn:aws:sts::123456789012:assumed-role/Administrator/sandbox is not authorized to perform: iam:GetLoginProfile with an explicit deny in a service control policy';
  server.pipeline.faults = ({ action }) =>
    action === 'GetLoginProfile'
      ? [{ type: 'error', error: new ServiceError('AccessDenied', message, 403), when: 'instead' }]
      : [];
  const remedy =
    "denied by a service control policy; ask the organization's administrator to change that policy";
  for (const command of ['audit', 'explain bob', 'notify --dry-run']) {
    const { code, stdout, stderr } = await run(`cli ${command}`);
    expect([command, code]).toEqual([command, 2]);
    expect(stderr).toContain(remedy);
    expect(stderr.match(/\n/g)).toHaveLength(1);
    expect((stdout + stderr).split(message)).toHaveLength(2);
    expect(stdout + stderr).not.toMatch(/attach|next run|grant/i);
  }
});
