import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccountIam, type AccountUser, named, virtualDevice, withPassword } from '../../support/account-iam';
import { accessTo, CommandLine } from '../../support/cli/fake-shell';

const USERS: readonly AccountUser[] = [
  named('robot'),
  withPassword('alice', { devices: [virtualDevice('alice')] }),
  withPassword('bob', { tags: [{ key: 'email', value: ' bob@example.com ' }] }),
  withPassword('carol', { tags: [{ key: 'email', value: 'carol at home' }] }),
];

function lineTo(users: readonly AccountUser[], change: (iam: AccountIam) => void = () => {}): CommandLine {
  return new CommandLine((clock) => {
    const iam = new AccountIam(clock, users);
    change(iam);
    return accessTo(iam);
  });
}

test('without --dry-run it does nothing and says that it sends nothing', async () => {
  const line = lineTo(USERS);
  expect(await line.run('notify')).toBe(64);
  expect(line.stderr.text).toBe(
    'DryRunOnly: notify sends nothing; say --dry-run, and send what it writes yourself\n',
  );
  expect(line.stdout.text).toBe('');
});

test('Markdown: who, by when, at which address, and the text for each', async () => {
  const line = lineTo(USERS);
  const code = await line.run('notify', '--dry-run', '--grace-until', '2027-01-31', '--address-tag', 'email');
  expect(code).toBe(0);
  expect(line.stdout.text).toContain(`# MFA notices for account 123456789012

2027-01-15T12:00:00Z: 2 users have to set MFA up. Nothing was sent.

| user | due | address |
|---|---|---|
| \`bob\` | 2027-02-01T00:00:00Z | bob@example.com |
| \`carol\` | 2027-02-01T00:00:00Z |  |

## \`bob\`

\`\`\`text
To: bob@example.com
Subject: Set up MFA for your AWS user bob by 2027-02-01T00:00:00Z (account 123456789012)

Your IAM user bob in AWS account 123456789012 can sign in`);
  expect(line.stderr.text).toBe('No address in the tag "email": carol\n');
});

test('CSV: one line a user', async () => {
  const line = lineTo([
    ...USERS,
    withPassword('=dave', { tags: [{ key: 'email', value: 'dave+aws@example.com' }] }),
  ]);
  const flags = ['--format', 'csv', '--address-tag', 'email', '--enforce-from', '2027-02-01'];
  expect(await line.run('notify', '--dry-run', ...flags)).toBe(0);
  const [header, first] = line.stdout.text.split('\r\n');
  expect(header).toBe('userName,userId,address,due,compliance,subject,text');
  expect(
    first?.startsWith("'=dave,AIDA-=dave,dave+aws@example.com,2027-02-01T00:00:00Z,NON_COMPLIANT,"),
  ).toBe(true);
  expect(first).toContain(',"Your IAM user =dave in AWS account');
  expect(line.stdout.text.match(/\r\n/g)).toHaveLength(4);
});

test('nobody has to set MFA up', async () => {
  const line = lineTo([named('robot')]);
  expect(await line.run('notify', '--dry-run')).toBe(0);
  expect(line.stdout.text).toBe(`# MFA notices for account 123456789012

2027-01-15T12:00:00Z: 0 users have to set MFA up. Nothing was sent.
`);
});

test.each([
  'bob@example',
  'bob@@example.com',
  'bob@example.com, eve@example.com',
  'Bob <bob@example.com>',
  'mailto:bob@example.com',
  '',
])('the tag value %j is no address', async (value) => {
  const line = lineTo([withPassword('bob', { tags: [{ key: 'email', value }] })]);
  expect(await line.run('notify', '--dry-run', '--address-tag', 'email')).toBe(0);
  expect(line.stderr.text).toContain('No address in the tag "email": bob');
});

test('tags that may not be read: the rest is written, the permission is named, 2', async () => {
  const line = lineTo(USERS, (iam) => {
    iam.line.onCall = ({ action }) => (action === 'iam:ListUserTags' ? 'denied' : undefined);
  });
  expect(await line.run('notify', '--dry-run', '--address-tag', 'email')).toBe(2);
  expect(line.stdout.text).toContain('Subject: Set up MFA for your AWS user bob now');
  expect(line.stderr.text).toContain('The tags of bob (and 1 more) could not be read');
  expect(line.stderr.text).toContain(
    'may not call iam:ListUserTags. Attach the policy that this prints: iam-console-mfa policy --audit --exemption-tag email\n',
  );
});

test('a user who could not be judged: the others are written, 2', async () => {
  const line = lineTo(USERS, (iam) => {
    iam.line.onCall = ({ action, about }) =>
      action === 'iam:ListMFADevices' && about === 'carol' ? 'refused' : undefined;
  });
  expect(await line.run('notify', '--dry-run')).toBe(2);
  expect(line.stdout.text).toContain('`bob`');
  expect(line.stdout.text).not.toContain('carol');
  expect(line.stderr.text).toContain('carol');
});

test('a date that is none ends with 64 before AWS is asked', async () => {
  const line = new CommandLine();
  expect(await line.run('notify', '--dry-run', '--enforce-from', 'soon')).toBe(64);
  expect(line.stderr.text).toContain('InvalidEnforcementDate');
});

test('--output writes a file and nothing to standard output', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'notify-'));
  try {
    const line = lineTo(USERS);
    expect(await line.run('notify', '--dry-run', '--output', join(directory, 'notices.md'))).toBe(0);
    expect(line.stdout.text).toBe('');
    expect(line.stderr.text).toBe(`Wrote ${join(directory, 'notices.md')}: 2 notices, 2 NON_COMPLIANT\n`);
    expect(await line.run('notify', '--dry-run', '--output', join(directory, 'notices.csv'))).toBe(0);
    expect(readFileSync(join(directory, 'notices.csv'), 'utf8')).toContain('userName,userId,address');
    expect(readFileSync(join(directory, 'notices.md'), 'utf8')).toContain('## `carol`');
  } finally {
    rmSync(directory, { recursive: true });
  }
});
