import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AUDIT_ROLE } from '../../../demo/generator/generate-organization';
import type { ServedOrganization } from '../../../sandbox/test/support/served-organization';
import { serveAuditedOrganization } from '../../support/audited-organization';
import { CliProcess } from '../../support/cli/process';

// Each starts Node.js anew, on a machine that may be busy.
jest.setTimeout(60_000);

const FLAGS = ['audit', '--organization', '--role-name', AUDIT_ROLE];

let served: ServedOrganization;
let directory: string;

beforeEach(async () => {
  const members = Array.from({ length: 30 }, (_, nth) => ({
    accountId: String(200_000_000_001 + nth),
    name: `team-${nth}`,
    withPassword: ['alice'],
    hasRole: nth !== 7,
  }));
  served = await serveAuditedOrganization(members);
  directory = mkdtempSync(join(tmpdir(), 'organization-'));
});

afterEach(async () => {
  await served.close();
  rmSync(directory, { recursive: true });
});

test('a process audits every account, with the SDK finding credentials and endpoint by itself', async () => {
  const path = join(directory, 'audit.json');
  const audit = new CliProcess([...FLAGS, '--format', 'json', '--output', path], served.server.url);
  const { code, stdout, stderr } = await audit.ended();
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('RoleNotAssumed: account 200000000008 (team-7)');
  const { accounts, users } = JSON.parse(readFileSync(path, 'utf8'));
  expect([accounts.length, users.length]).toEqual([31, 29]);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  '%s among the accounts ends it with %i, and a file from before stays whole',
  async (signal, exitCode) => {
    writeFileSync(join(directory, 'audit.csv'), 'before');
    const { server } = served;
    const amongAccounts = new Promise<void>((resolve) => {
      server.pipelines.get('200000000003')?.calls.listen(() => {
        for (const pipeline of server.pipelines.values()) pipeline.latencyMs = 1_000;
        resolve();
      });
    });
    const audit = new CliProcess([...FLAGS, '--output', join(directory, 'audit.csv')], server.url);
    const ended = audit.ended();
    await amongAccounts;
    audit.kill(signal);
    expect(await ended).toEqual({ code: exitCode, stdout: '', stderr: '' });
    expect(readdirSync(directory)).toEqual(['audit.csv']);
    expect(readFileSync(join(directory, 'audit.csv'), 'utf8')).toBe('before');
  },
);
