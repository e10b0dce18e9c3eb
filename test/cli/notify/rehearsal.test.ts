import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from '../../../cli/rehearse/formats/json';
import type { RehearsalReport } from '../../../cli/rehearse/report';
import { AccountIam, virtualDevice, withPassword } from '../../support/account-iam';
import { accessTo, CommandLine } from '../../support/cli/fake-shell';
import { keyCall, sessionCall } from '../../support/rehearsal/events';
import { INCOMPLETE, NOTHING, reportOf } from '../../support/rehearsal/reports';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'notify-'));
});

afterEach(() => rmSync(directory, { recursive: true }));

const line = () =>
  new CommandLine((clock) =>
    accessTo(
      new AccountIam(clock, [
        withPassword('anna'),
        withPassword('bob'),
        withPassword('carol', { devices: [virtualDevice('carol')] }),
      ]),
    ),
  );

async function notified(document: string) {
  const path = join(directory, 'rehearsal.json');
  writeFileSync(path, document);
  const cli = line();
  const code = await cli.run('notify', '--dry-run', '--rehearsal', path);
  return { code, stdout: cli.stdout.text, stderr: cli.stderr.text.replaceAll(directory, '') };
}

const notifiedOf = (report: RehearsalReport) => notified(json(report));

test('each notice says what would stop working for its user, and only for that user', async () => {
  const { code, stdout, stderr } = await notifiedOf(
    reportOf([
      keyCall('anna', { call: 's3:ListBuckets', at: '2027-01-09T08:00:00Z' }),
      keyCall('anna', { call: 's3:ListBuckets', at: '2027-01-10T08:00:00Z' }),
      sessionCall('anna', false, { call: 'ec2:RunInstances', at: '2027-01-08T08:00:00Z' }),
      sessionCall('bob', true),
    ]),
  );
  expect([code, stderr]).toEqual([0, '']);
  const [, ofAnna = '', ofBob = ''] = stdout.split(/^## /m);
  expect(ofAnna).toContain(`
What would stop working for you: from 2027-01-01 to 2027-01-15 you made these calls without MFA, which would be refused.
- s3:ListAllMyBuckets with access key AKIAANNAXXXXXXXXXXXX, 2 times, last on 2027-01-10
- ec2:RunInstances with a session without MFA, once, last on 2027-01-08
\`\`\`
`);
  expect(ofBob).toContain('Your IAM user bob');
  expect(ofBob).not.toContain('What would stop working');
});

test('of many actions five are told, and the others counted', async () => {
  const events = Array.from({ length: 8 }, (_, at) => keyCall('anna', { call: `ec2:Action${at}` }));
  const { stdout } = await notifiedOf(reportOf(events));
  expect(stdout.match(/^- ec2:Action\d/gm)).toHaveLength(5);
  expect(stdout).toContain('\n- and 3 more\n');
});

test('an incomplete rehearsal says that there may be more', async () => {
  expect((await notifiedOf(INCOMPLETE)).stdout).toContain(
    '\nThere may be more: not everything that was recorded could be read.\n',
  );
});

test('who would lose calls and gets no notice is named', async () => {
  const { stderr } = await notifiedOf(reportOf([keyCall('carol'), keyCall('robot'), keyCall('anna')]));
  expect(stderr).toBe(
    'Would lose calls, and get no notice because they have no MFA to set up: carol, robot\n',
  );
});

test('without a rehearsal, notices say nothing of it', async () => {
  const cli = line();
  expect(await cli.run('notify', '--dry-run')).toBe(0);
  expect(cli.stdout.text).not.toContain('What would stop working');
});

test.each<[string, () => string, string]>([
  [
    'of another account',
    () => json(reportOf([keyCall('anna', { account: '111122223333' })])),
    'InvalidRehearsalFile: "/rehearsal.json" is of account 111122223333, and the credentials are of account 123456789012\n',
  ],
  [
    'of no account',
    () => json({ ...NOTHING, accountId: undefined }),
    'InvalidRehearsalFile: "/rehearsal.json" is of no account, since it found no event, and the credentials are of account 123456789012\n',
  ],
  [
    'of an audit',
    () => '{"schemaVersion":1,"account":"123456789012","users":[]}',
    'InvalidRehearsalFile: "/rehearsal.json" is not a document of "rehearse --format json" (see from, to, source and others); name one that is\n',
  ],
  [
    'that is not JSON',
    () => 'oops',
    'InvalidRehearsalFile: "/rehearsal.json" is not JSON; name another file\n',
  ],
])('a file %s is 64', async (_, document, message) => {
  expect(await notified(document())).toEqual({ code: 64, stdout: '', stderr: message });
});
