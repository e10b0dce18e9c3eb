import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrganizationAccess } from '../../../cli/aws/organization-access';
import { AwsCallError } from '../../../rule/core/errors';
import { createRule } from '../../../sandbox/account/config-rules';
import { AccountIam, type AccountUser, named, withPassword } from '../../support/account-iam';
import { accessTo, CommandLine } from '../../support/cli/fake-shell';
import type { VirtualClock } from '../../support/virtual-clock';

const MANAGEMENT = '123456789012';

interface FakeOrganization {
  /** Members by id: their users, or why they cannot be entered. */
  readonly members: Readonly<Record<string, readonly AccountUser[] | AwsCallError>>;
  readonly partition?: string;
  /** Accounts that are open at once, at most; those closed. */
  peak: number;
  closed: number;
  readonly listing?: () => AwsCallError | undefined;
  /** Parameters of the rule `mfa` in the management account. */
  readonly rule?: string;
}

/** An organization of fakes, its management account without the role and with one user. */
function lineTo(fake: FakeOrganization): CommandLine {
  return new CommandLine(undefined, (clock) => access(fake, clock));
}

function access(fake: FakeOrganization, clock: VirtualClock): OrganizationAccess {
  const management = new AccountIam(clock, [named('mona')]);
  if (fake.rule !== undefined) addRule(management, fake.rule);
  const own = { ...accessTo(management), partition: fake.partition ?? 'aws' };
  let open = 0;
  const listed = [MANAGEMENT, ...Object.keys(fake.members)].map((accountId) => ({
    accountId,
    name: `name-${accountId}`,
    state: 'ACTIVE',
    organizationId: 'o-a1b2c3d4e5',
    managementAccountId: MANAGEMENT,
  }));
  return {
    own,
    async listAccounts(nextToken) {
      const refusal = fake.listing?.();
      if (refusal !== undefined) throw refusal;
      const from = Number(nextToken ?? 0);
      const items = listed.slice(from, from + 2);
      return { items, ...(from + 2 < listed.length && { next: String(from + 2) }) };
    },
    async openMember(accountId, { roleName }) {
      const member = fake.members[accountId];
      if (member === undefined) throw new AwsCallError('denied', 'sts:AssumeRole', 'AccessDenied');
      if (member instanceof AwsCallError) throw member;
      open += 1;
      fake.peak = Math.max(fake.peak, open);
      return {
        ...accessTo(new AccountIam(clock, member)),
        accountId,
        callerArn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/iam-console-mfa`,
        close() {
          open -= 1;
          fake.closed += 1;
        },
      };
    },
  };
}

function addRule({ account }: AccountIam, inputParameters: string): void {
  createRule(account, {
    configRuleName: 'mfa',
    description: undefined,
    functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:evaluate',
    maximumExecutionFrequency: 'TwentyFour_Hours',
    inputParameters,
  });
}

const ids = (count: number) => Array.from({ length: count }, (_, nth) => String(200_000_000_001 + nth));

const membersOf = (accountIds: readonly string[]) =>
  Object.fromEntries(accountIds.map((id) => [id, [withPassword(`user-of-${id}`)]]));

test.each([
  [[], 4],
  [['--concurrency', '1'], 1],
  [['--concurrency', '7'], 7],
])('with %j, so many accounts are open at once: %i', async (flags, peak) => {
  const fake = { members: membersOf(ids(20)), peak: 0, closed: 0 };
  const line = lineTo(fake);
  const args = ['audit', '--organization', '--role-name', 'Audit', '--format', 'json', ...flags];
  expect(await line.run(...args)).toBe(1);
  expect([fake.peak, fake.closed]).toEqual([peak, 20]);
  const { accounts, users } = JSON.parse(line.stdout.text);
  expect(accounts.map(({ account }: { account: string }) => account)).toEqual([MANAGEMENT, ...ids(20)]);
  expect(users.map(({ account }: { account: string }) => account)).toEqual([MANAGEMENT, ...ids(20)]);
});

test('--from-rule reads the rule of the caller’s account, which counts for every account', async () => {
  const line = lineTo({
    members: membersOf(ids(2)),
    peak: 0,
    closed: 0,
    rule: '{"exemptUsers":"user-of-200000000002"}',
  });
  const args = ['audit', '--organization', '--role-name', 'Audit', '--format', 'json', '--from-rule', 'mfa'];
  expect(await line.run(...args)).toBe(1);
  const { users } = JSON.parse(line.stdout.text);
  expect(users.map(({ userName, compliance }: Record<string, string>) => [userName, compliance])).toEqual([
    ['mona', 'COMPLIANT'],
    ['user-of-200000000001', 'NON_COMPLIANT'],
    ['user-of-200000000002', 'NOT_APPLICABLE'],
  ]);
});

test('--output says how many users in how many accounts were written, and what was not read', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'organization-'));
  try {
    const path = join(directory, 'mfa.html');
    const locked = new AwsCallError('denied', 'sts:AssumeRole', 'AccessDenied: no');
    const members = { ...membersOf(ids(2)), '200000000009': locked };
    const line = lineTo({ members, peak: 0, closed: 0 });
    expect(await line.run('audit', '--organization', '--role-name', 'Audit', '--output', path)).toBe(2);
    expect(line.stderr.text).toContain(
      `Wrote ${path}: 3 users in 3 accounts, 2 NON_COMPLIANT, 1 account not read\n`,
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('a service control policy that denies assuming the role is named, with what can help', async () => {
  const denied = new AwsCallError(
    'denied',
    'sts:AssumeRole',
    'AccessDenied: not authorized to perform: sts:AssumeRole with an explicit deny in a service control policy',
  );
  const line = lineTo({ members: { '200000000009': denied }, peak: 0, closed: 0 });
  expect(await line.run('audit', '--organization', '--role-name', 'Audit')).toBe(2);
  expect(line.stderr.text).toContain(
    "RoleNotAssumed: account 200000000009 (name-200000000009): a service control policy denies assuming the role Audit; ask the organization's administrator to change that policy, or leave the account out with --exclude-accounts (AccessDenied",
  );
});

test('a role that STS fails to give is asked for again, and named by what STS said in the end', async () => {
  const [one = ''] = ids(1);
  const failing = new AwsCallError('transient', 'sts:AssumeRole', 'ServiceUnavailable: later');
  const line = lineTo({ members: { [one]: failing }, peak: 0, closed: 0 });
  expect(await line.run('audit', '--organization', '--role-name', 'Audit', '--format', 'json')).toBe(2);
  const { accounts } = JSON.parse(line.stdout.text);
  expect(accounts[1]).toEqual({
    account: one,
    accountName: `name-${one}`,
    status: 'unread',
    error: {
      code: 'AwsCallFailed',
      message:
        'AwsCallFailed: sts:AssumeRole failed every time it was tried; try again later (ServiceUnavailable: later)',
    },
  });
});

test('an account in no organization is told to leave the flag out, and there is no document', async () => {
  const cause = Object.assign(new Error('no'), { name: 'AWSOrganizationsNotInUseException' });
  const refused = new AwsCallError('refused', 'organizations:ListAccounts', 'no', { cause });
  const line = lineTo({ members: {}, peak: 0, closed: 0, listing: () => refused });
  expect(await line.run('audit', '--organization', '--role-name', 'Audit')).toBe(2);
  expect(line.stdout.text).toBe('');
  expect(line.stderr.text).toContain(
    'OrganizationNotRead: the accounts cannot be listed: account 123456789012 is in no organization; leave --organization out',
  );
});

test('a terminal sees how many accounts are done, and no trace of it in the end', async () => {
  const line = lineTo({ members: membersOf(ids(40)), peak: 0, closed: 0 });
  line.stderr.isTerminal = true;
  await line.run('audit', '--organization', '--role-name', 'Audit', '--concurrency', '1');
  expect(line.stderr.text).toMatch(/Auditing accounts \[#+\.*\] \d+\/41/);
  expect(line.stderr.text).not.toContain('users');
  expect(line.stderr.text.endsWith('\r\u001b[K')).toBe(true);
});

test.each([
  [['--role-name', 'X'], '--role-name is for audits of all accounts; add --organization'],
  [['--accounts', '123456789012', '--concurrency', '2'], '--accounts, --concurrency is for audits'],
  [['--organization'], '--organization needs --role-name'],
  [['--organization', '--role-name', 'arn:aws:iam::123456789012:role/X'], 'it is no ARN'],
  [['--organization', '--role-name', 'X', '--accounts', '1234'], 'An account id has 12 digits'],
  [['--organization', '--role-name', 'X', '--concurrency', '33'], 'Allowed: a whole number from 1 to 32.'],
  [['--organization', '--role-names', 'X'], '(Did you mean --role-name?)'],
])('64 for %j, without opening anything', async (flags, complaint) => {
  const line = new CommandLine(() => new Error('opened'));
  expect(await line.run('audit', ...flags)).toBe(64);
  expect(line.stderr.text).toContain(complaint);
});

test('`policy --audit --organization` prints what the caller needs', async () => {
  const line = new CommandLine();
  const args = ['--organization', '--role-name', 'audit/ConsoleMfaAudit', '--partition', 'aws-us-gov'];
  expect(await line.run('policy', '--audit', ...args)).toBe(0);
  const { Statement } = JSON.parse(line.stdout.text);
  expect(Statement.slice(0, 2)).toEqual([
    { Sid: 'ListAccounts', Effect: 'Allow', Action: ['organizations:ListAccounts'], Resource: ['*'] },
    {
      Sid: 'EnterAccounts',
      Effect: 'Allow',
      Action: ['sts:AssumeRole'],
      Resource: ['arn:aws-us-gov:iam::*:role/audit/ConsoleMfaAudit'],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM's, not of this string
      Condition: { StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } },
    },
  ]);
  expect(Statement.slice(2)).toEqual(
    JSON.parse(await printed('policy', '--audit', '--partition', 'aws-us-gov')).Statement,
  );
  expect(await new CommandLine().run('policy', '--audit', '--organization')).toBe(64);
});

async function printed(...args: readonly string[]): Promise<string> {
  const line = new CommandLine();
  await line.run(...args);
  return line.stdout.text;
}

test('help teaches it by example, and completion offers the flags', async () => {
  expect(await printed('audit', '--help')).toContain(
    '$ iam-console-mfa audit --organization --role-name ConsoleMfaAudit',
  );
  for (const shell of ['bash', 'zsh', 'fish']) {
    const script = await printed('completion', shell);
    for (const flag of [
      'organization',
      'role-name',
      'external-id',
      'accounts',
      'exclude-accounts',
      'concurrency',
    ]) {
      expect(script).toContain(flag);
    }
  }
});
