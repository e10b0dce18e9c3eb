import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateAccount } from '../../../demo/generator/generate-account';
import { synthesize } from '../../../lib/synthesize';
import { SandboxClock } from '../../../sandbox/account/clock';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox';
import { CliProcess } from '../../support/cli/process';

// It bundles the function, and starts Node.js anew, on a machine that may be busy.
jest.setTimeout(120_000);

const POLICY = {
  exemptUsers: ['a*'],
  exemptionTag: 'mfa-exempt-until',
  gracePeriodDays: 30,
  acceptedMfaTypes: ['virtual', 'fido'],
  includeRoot: true,
};

let directory: string;
let sandbox: Sandbox;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'audit-'));
  synthesize(POLICY, join(directory, 'assembly'));
  writeFileSync(join(directory, 'policy.json'), JSON.stringify(POLICY));
  const now = new Date();
  const account = generateAccount({ users: 300, seed: 9, now });
  sandbox = await startSandbox({ account, clock: SandboxClock.running(now, () => performance.now()) });
  sandbox.deploy(join(directory, 'assembly'));
  await sandbox.settled();
});

afterAll(async () => {
  await sandbox.close();
  rmSync(directory, { recursive: true });
});

test.each([
  ['--policy', () => join(directory, 'policy.json')],
  ['--from-rule', () => 'iam-console-mfa'],
])('an audit with %s says of everybody what the deployed rule says', async (flag, value) => {
  const args = ['audit', '--format', 'json', flag, value()];
  const { stdout } = await new CliProcess(args, sandbox.url).ended();
  const users: readonly Readonly<Record<string, string>>[] = JSON.parse(stdout).users;
  const audited = users
    .filter(({ compliance }) => compliance !== 'NOT_APPLICABLE')
    .map((user) => [user['resourceType'], user['userId'], user['compliance'], user['annotation']]);
  const shown = sandbox
    .compliance()
    .map((result) => [result.resourceType, result.resourceId, result.compliance, result.annotation]);
  expect(audited.sort()).toEqual(shown.sort());
  expect(users.length).toBe(301);
  expect(new Set(users.map(({ reason }) => reason))).toEqual(
    new Set(['noPassword', 'acceptedDevice', 'inGrace', 'noAcceptedDevice', 'exempt', 'mfa']),
  );
});
