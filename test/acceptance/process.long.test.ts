import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { SandboxClock } from '../../sandbox/account/clock';
import { startRecording } from '../../sandbox/account/configuration-recorder';
import { ServiceError } from '../../sandbox/errors';
import type { Fault } from '../../sandbox/faults';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { emptyAccount } from '../../sandbox/test/support/served-account';
import { Assemblies } from '../bundle/assemblies';
import { WITH_EVERYTHING } from './contexts';

// As a process, in real time: once to its end, and once for each signal that stops it.
jest.setTimeout(400_000);

/** Security Hub takes minutes, so it is not enabled here. */
const NOT_ENABLED: Fault = {
  type: 'error',
  when: 'instead',
  error: new ServiceError(
    'InvalidAccessException',
    'Account 123456789012 is not subscribed to AWS Security Hub',
    401,
  ),
};

const ROOT = join(__dirname, '../..');
const assemblies = new Assemblies();
let sandbox: Sandbox;

beforeEach(async () => {
  const account = emptyAccount();
  startRecording(account);
  sandbox = await startSandbox({
    account,
    clock: SandboxClock.running(new Date(), () => performance.now()),
  });
  sandbox.pipeline.faults = ({ action }) => (action === 'GetFindings' ? [NOT_ENABLED] : []);
  sandbox.deploy(assemblies.of(WITH_EVERYTHING));
  await sandbox.settled();
});
afterEach(() => sandbox.close());
afterAll(() => assemblies.remove());

/** The program as a process that finds nothing of this machine's own AWS configuration. */
function start(...flags: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'acceptance/main.ts', ...flags], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      AWS_ENDPOINT_URL: sandbox.url,
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function ended(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Resolves with the first call of an action. */
function firstCall(action: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = sandbox.calls.listen((call) => {
      if (call.action !== action) return;
      stop();
      resolve();
    });
  });
}

const FLAGS = ['--account', '123456789012', '--region', 'us-east-1'];

test('the program runs to its end in real time', async () => {
  const { code, stdout, stderr } = await ended(start(...FLAGS));
  expect(stdout.split('\n').filter((line) => line.startsWith('did not hold'))).toEqual([]);
  expect(stdout).toMatch(
    /^could not be observed: security-hub: .* Why: InvalidAccessException: .*not subscribed/m,
  );
  expect(stdout).toMatch(/^held: results-shown: .* Saw: \d+ s at most$/m);
  expect(stdout).toMatch(/^held: ordering-timestamp: /m);
  expect(stdout).toMatch(/^\d+ held, 0 did not hold, \d+ could not be observed$/m);
  expect([code, stderr, [...sandbox.account.users]]).toEqual([0, '', []]);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s ends the program once it has removed everything', async (signal, exitCode) => {
  const child = start(...FLAGS);
  const end = ended(child);
  await firstCall('CreateAccessKey');
  expect(sandbox.account.users.size).toBe(1);
  child.kill(signal);
  child.kill(signal); // as npm and the terminal do
  const { code, stderr } = await end;
  expect([code, stderr]).toEqual([
    exitCode,
    `Stopping: removing what was created.\nStopped: stopped by ${signal}; nothing is left\n`,
  ]);
  expect([...sandbox.account.users]).toEqual([]);
});

test('another account is refused with one line and exit code 64', async () => {
  const { code, stdout, stderr } = await ended(start('--account', '210987654321', '--region', 'us-east-1'));
  expect([code, stdout]).toEqual([64, '']);
  expect(stderr).toMatch(/^WrongAccount: .*\n$/);
});
