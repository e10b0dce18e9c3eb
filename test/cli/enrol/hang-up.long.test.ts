import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createUser } from '../../../sandbox/account/users';
import {
  emptyAccount,
  NOW,
  type ServedAccount,
  serveAccount,
} from '../../../sandbox/test/support/served-account';

// Each starts Node.js anew, on a machine that may be busy.
jest.setTimeout(120_000);

const ENTRY = join(__dirname, '../../../bin/iam-console-mfa.js');

let served: ServedAccount;
let directory: string;
let png: string;
let child: ChildProcess;
/** What the child has shown, for a test that fails. */
let shown: string;

beforeEach(async () => {
  const account = emptyAccount();
  createUser(account, { userName: 'anna' }, NOW);
  served = await serveAccount(account);
  directory = mkdtempSync(join(tmpdir(), 'hang-up-'));
  png = join(directory, 'anna.png');
});
afterEach(async () => {
  child.kill('SIGKILL');
  await served.close();
  rmSync(directory, { recursive: true });
});

/** Starts a program that an administrator enrolls anna with, and waits until it has asked for the first code. */
async function start(program: string, args: readonly string[]): Promise<void> {
  child = spawn(program, args, {
    env: {
      PATH: process.env['PATH'],
      TERM: 'xterm',
      AWS_ENDPOINT_URL: served.server.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIAADMINISTRATOR',
      AWS_SECRET_ACCESS_KEY: 'unchecked',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  shown = '';
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: unknown) => {
      shown += chunk;
      if (shown.includes('Code 1')) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('close', () => reject(new Error(shown)));
    setTimeout(() => reject(new Error(`no question within a minute: ${shown}`)), 60_000).unref();
  });
  expect(existsSync(png)).toBe(true);
  expect(leftBehind()).toEqual(['arn:aws:iam::123456789012:mfa/anna']);
}

function leftBehind(): readonly string[] {
  return [...served.account.virtualMfaDevices].map(({ serialNumber }) => serialNumber);
}

function ended(): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('close', resolve);
    setTimeout(() => reject(new Error(`not ended within 40 seconds: ${shown}`)), 40_000).unref();
  });
}

test('SIGHUP ends with 129 and leaves neither the device nor the QR code, however often it comes', async () => {
  await start(process.execPath, [ENTRY, 'enrol', '--user', 'anna', '--png', png]);
  served.server.pipeline.latencyMs = 300;
  const code = ended();
  child.kill('SIGHUP');
  await sleep(100);
  child.kill('SIGHUP');
  expect(await code).toBe(129);
  expect(leftBehind()).toEqual([]);
  expect(existsSync(png)).toBe(false);
});

// util-linux has it, and every Debian.
const hasScript = spawnSync('script', ['--version']).stdout?.includes('util-linux') ?? false;

(hasScript ? test : test.skip)('a terminal that is closed leaves neither', async () => {
  const command = `'${process.execPath}' '${ENTRY}' enrol --user anna --png '${png}'`;
  await start('script', ['--quiet', '--command', `${command}; true`, '/dev/null']);
  child.kill('SIGKILL');
  for (let waited = 0; waited < 20_000 && existsSync(png); waited += 100) await sleep(100);
  expect(existsSync(png)).toBe(false);
  expect(leftBehind()).toEqual([]);
});
