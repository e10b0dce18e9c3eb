import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccessKey } from '../../../sandbox/account/access-keys';
import { putInlinePolicy } from '../../../sandbox/account/policies';
import { createUser, setPassword, userNamed } from '../../../sandbox/account/users';
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
  const [, attach = ''] = denied.stderr.split('Attach this policy to it:\n');
  const { stdout: printed } = await run(`cli policy --audit ${flags}`);
  expect(attach).toBe(printed.replaceAll('arn:aws:iam::*:', 'arn:aws:iam::123456789012:'));

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
  expect(stderr).toContain('NoCredentials');
  expect(stderr).toContain('--profile');
});

test('2 where nothing answers', async () => {
  const { code, stdout, stderr } = await new CliProcess('cli audit', 'http://127.0.0.1:9').ended();
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('sts:GetCallerIdentity failed every time it was tried');
  expect(stderr).not.toContain(SECRET);
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
