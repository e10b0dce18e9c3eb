import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConsoleMfaError } from '../../../rule/core/errors';
import { AccountIam, type AccountUser, named, virtualDevice, withPassword } from '../../support/account-iam';
import { accessTo, CommandLine } from '../../support/cli/fake-shell';

const GOOD = [named('robot'), withPassword('alice', { devices: [virtualDevice('alice')] })];
const BAD = [...GOOD, withPassword('bob')];

/** A command line before an account with some users, whose IAM a test may change first. */
function lineTo(users: readonly AccountUser[], change: (iam: AccountIam) => void = () => {}) {
  const opened: AccountIam[] = [];
  const line = new CommandLine((clock) => {
    const iam = new AccountIam(clock, users);
    change(iam);
    opened.push(iam);
    return accessTo(iam);
  });
  return { line, opened };
}

describe('exit codes', () => {
  test('0 where everybody is compliant', async () => {
    const { line } = lineTo(GOOD);
    expect(await line.run('audit')).toBe(0);
    expect(line.stderr.text).toBe('');
  });

  test('0 where the only one who is not compliant is exempt', async () => {
    const { line } = lineTo(BAD);
    expect(await line.run('audit', '--exempt-users', 'bo*')).toBe(0);
  });

  test('1 where somebody is not compliant', async () => {
    const { line } = lineTo(BAD);
    expect(await line.run('audit')).toBe(1);
    expect(line.stderr.text).toBe('');
  });

  test('1 where only the root user is not compliant', async () => {
    const { line } = lineTo(GOOD);
    expect(await line.run('audit', '--include-root')).toBe(1);
    expect(line.stdout.text).toContain('<root_account>');
  });

  test('0 with --fail-on never, though somebody is not compliant', async () => {
    const { line } = lineTo(BAD);
    expect(await line.run('audit', '--fail-on', 'never')).toBe(0);
  });

  test('2 before 1 where a user could not be read, and the others are shown', async () => {
    const { line } = lineTo([...BAD, withPassword('carol')], (iam) => {
      iam.line.onCall = ({ action, about }) =>
        action === 'iam:ListMFADevices' && about === 'carol' ? 'refused' : undefined;
    });
    expect(await line.run('audit', '--fail-on', 'never', '--format', 'json')).toBe(2);
    const { complete, users } = JSON.parse(line.stdout.text);
    expect(complete).toBe(false);
    expect(users.map(({ userName, compliance }: Record<string, unknown>) => [userName, compliance])).toEqual([
      ['alice', 'COMPLIANT'],
      ['bob', 'NON_COMPLIANT'],
      ['carol', null],
      ['robot', 'COMPLIANT'],
    ]);
    expect(line.stderr.text).toBe(
      'IncompleteRun: 1 user has no result of this run. carol: AwsCallFailed: iam:ListMFADevices was refused (Faked: by the test)\n',
    );
  });

  test('2 for an exempt group that IAM does not know, and everybody is judged', async () => {
    const { line } = lineTo(BAD);
    expect(await line.run('audit', '--exempt-groups', 'Robots')).toBe(2);
    expect(line.stdout.text).toContain('3 users: 1 NON_COMPLIANT, 2 COMPLIANT\nINCOMPLETE\n');
    expect(line.stderr.text).toContain('UnknownExemptGroup: IAM knows no group "Robots"');
  });

  test('2 for a user who was replaced while the audit went on', async () => {
    const { line } = lineTo(BAD, (iam) => {
      iam.line.onCall = ({ action, nth }) => {
        if (action === 'iam:ListUsers' && nth === 2) {
          iam.put(withPassword('bob', { userId: 'AIDA-another-bob' }));
        }
        return undefined;
      };
    });
    expect(await line.run('audit')).toBe(2);
    expect(line.stderr.text).toContain('UserReplaced: the user "bob" was deleted during the run');
  });

  test('2 where nobody can be listed, and a document says so', async () => {
    const { line } = lineTo(BAD, (iam) => {
      iam.line.onCall = ({ action }) => (action === 'iam:ListUsers' ? 'refused' : undefined);
    });
    expect(await line.run('audit', '--format', 'json')).toBe(2);
    expect(JSON.parse(line.stdout.text)).toMatchObject({
      complete: false,
      users: [],
      problems: [{ code: 'AwsCallFailed' }],
    });
  });

  test('2 without credentials, and no document', async () => {
    const line = new CommandLine(() => new ConsoleMfaError('NoCredentials', 'there are none'));
    expect(await line.run('audit', '--format', 'json')).toBe(2);
    expect([line.stdout.text, line.stderr.text]).toEqual(['', 'NoCredentials: there are none\n']);
  });

  test('2 for a defect, never 1', async () => {
    const line = new CommandLine(() => new TypeError('x is not a function'));
    expect(await line.run('audit')).toBe(2);
    expect(line.stderr.text).toBe('x is not a function\n');
  });

  test.each([
    [['audit', '--exempt-user', 'bob'], "unknown option '--exempt-user'\n(Did you mean --exempt-users?)"],
    [['audti'], "unknown command 'audti'\n(Did you mean audit?)"],
    [['audit', 'bob'], 'too many arguments'],
    [['audit', '--format', 'xml'], "argument 'xml' is invalid. Allowed choices are table, json, csv"],
    [['audit', '--region', 'EU (Ireland)'], 'A region is spelt like eu-west-1.'],
    [['audit', '--fail-on', 'always'], 'Allowed choices are non-compliant, never'],
    [['audit', '--grace-period-days', '-1'], 'gracePeriodDays is "-1"'],
    [['audit', '--accepted-mfa-types', 'virtul'], '"virtul" is not one, did you mean virtual?'],
    [['audit', '--policy', '/no/such/file'], 'InvalidPolicyFile: "/no/such/file" cannot be read'],
    [['audit', '--since', '/no/such/file'], 'InvalidSinceFile: "/no/such/file" cannot be read'],
    [['audit', '--output', '/no/such/directory/file'], 'InvalidOutput: "/no/such/directory/file" cannot be'],
    [['audit', '--output', '/dev/null'], 'it is no regular file'],
  ])('64 for %j, without opening the account', async (args, complaint) => {
    const { line, opened } = lineTo(BAD);
    expect(await line.run(...args)).toBe(64);
    expect(line.stderr.text).toContain(complaint);
    expect([line.stdout.text, opened]).toEqual(['', []]);
  });

  test.each([[[]], [['--help']], [['audit', '--help']]])('help for %j teaches by examples', async (args) => {
    const line = new CommandLine();
    expect(await line.run(...args)).toBe(args.length === 0 ? 64 : 0);
    expect(line.stdout.text + line.stderr.text).toContain('$ iam-console-mfa audit');
  });
});

test('json has since when a user has a device, by the list that was asked for', async () => {
  const key = 'arn:aws:iam::123456789012:u2f/user/carol/key';
  const { line } = lineTo([...BAD, withPassword('carol', { devices: [key] })]);
  await line.run('audit', '--format', 'json');
  const { users } = JSON.parse(line.stdout.text);
  expect(users.map(({ userName, mfaDevices }: Record<string, unknown>) => [userName, mfaDevices])).toEqual([
    [
      'alice',
      [{ type: 'virtual', serialNumber: virtualDevice('alice'), enableDate: '2026-01-01T00:00:00.000Z' }],
    ],
    ['bob', []],
    ['carol', [{ type: 'fido', serialNumber: key, enableDate: '2026-01-01T00:00:00.000Z' }]],
    ['robot', undefined],
  ]);
});

test('missing permissions come with the command that prints the policy to attach', async () => {
  const { line } = lineTo(BAD, (iam) => {
    iam.addGroup('Robots');
    iam.line.onCall = ({ action }) =>
      ['iam:GetLoginProfile', 'iam:GetGroup'].includes(action) ? 'denied' : undefined;
  });
  expect(await line.run('audit', '--exempt-groups', 'Robots', '--exemption-tag', 'exempt until')).toBe(2);
  expect(line.stderr.text).toContain(
    "\narn:aws:sts::123456789012:assumed-role/auditor/anna may not call iam:GetGroup, iam:GetLoginProfile. Attach the policy that this prints: iam-console-mfa policy --audit --exempt-groups Robots --exemption-tag 'exempt until'\n",
  );
});

test('colour follows the terminal and FORCE_COLOR', async () => {
  const red = '\u001b[31m';
  const run = async (isTerminal: boolean, env: Record<string, string>) => {
    const { line } = lineTo(BAD);
    line.stdout.isTerminal = isTerminal;
    Object.assign(line.env, env);
    await line.run('audit');
    return line.stdout.text.includes(red);
  };
  expect(await run(false, {})).toBe(false);
  expect(await run(true, {})).toBe(true);
  expect(await run(true, { NO_COLOR: '1' })).toBe(false);
  expect(await run(true, { TERM: 'dumb' })).toBe(false);
  expect(await run(false, { FORCE_COLOR: '1' })).toBe(true);
  expect(await run(true, { FORCE_COLOR: '0' })).toBe(false);
});

describe('files', () => {
  let directory: string;
  const path = (name: string) => join(directory, name);
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'audit-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  test('a flag wins over --policy, and report is tolerated there', async () => {
    writeFileSync(
      path('policy.json'),
      JSON.stringify({ exemptUsers: ['nobody'], gracePeriodDays: 3, report: 'changes', includeRoot: true }),
    );
    const { line } = lineTo(BAD);
    const flags = ['--exempt-users', 'bob', '--exempt-users', 'x;y', '--include-root', 'false'];
    await line.run('audit', '--format', 'json', '--policy', path('policy.json'), ...flags);
    expect(JSON.parse(line.stdout.text).parameters).toEqual({
      exemptUsers: ['bob', 'x', 'y'],
      exemptPaths: [],
      exemptGroups: [],
      exemptionTag: null,
      gracePeriodDays: 3,
      graceUntil: null,
      acceptedMfaTypes: ['virtual', 'fido', 'hardware-totp', 'sms'],
      includeRoot: false,
    });
  });

  test.each([
    ['no JSON', '{"exemptUsers": [', 'is not JSON'],
    ['an array', '[]', 'allowed: a JSON object'],
    ['a nested object', '{"exemptUsers": {"a": 1}}', '"exemptUsers" is of a wrong kind'],
    ['a misspelt name', '{"exemptUser": "bob"}', 'did you mean exemptUsers?'],
    ['a value that no flag mends', '{"gracePeriodDays": 366}', 'gracePeriodDays is "366"'],
  ])(
    '64 for a policy file that holds %s, without showing what else it holds',
    async (_, content, complaint) => {
      writeFileSync(path('policy.json'), content.replace(/^\{/, '{"secret": "hunter2", '));
      const { line } = lineTo(BAD);
      expect(await line.run('audit', '--policy', path('policy.json'))).toBe(64);
      expect(line.stderr.text).toContain('InvalidPolicyFile');
      expect(line.stderr.text).toContain(complaint);
      expect(line.stderr.text).not.toContain('hunter2');
    },
  );

  test.each(['__proto__', 'constructor', 'prototype'])(
    '64 for a policy file with the key %s, which JavaScript would not show',
    async (key) => {
      writeFileSync(path('policy.json'), `{"${key}": {"exemptUsers": "*"}, "gracePeriodDays": 14}`);
      const { line, opened } = lineTo(BAD);
      expect(await line.run('audit', '--policy', path('policy.json'))).toBe(64);
      expect(line.stderr.text).toBe(
        `InvalidPolicyFile: ${JSON.stringify(path('policy.json'))} cannot be used as a policy: "${key}" is no parameter of this rule; leave it out\n`,
      );
      expect(opened).toEqual([]);
    },
  );

  test('--output writes the document, standard output stays empty, standard error says what was written', async () => {
    const { line } = lineTo(BAD);
    line.stdout.isTerminal = true;
    expect(await line.run('audit', '--output', path('audit.txt'))).toBe(1);
    expect(line.stdout.text).toBe('');
    expect(line.stderr.text).toBe(`Wrote ${path('audit.txt')}: 3 users, 1 NON_COMPLIANT\n`);
    expect(readFileSync(path('audit.txt'), 'utf8')).toBe(
      [
        'Account 123456789012 at 2027-01-15T12:00:00Z',
        '',
        'NON_COMPLIANT: a console password and no accepted MFA device (1)',
        'To do: IAM > Users > the user > Security credentials > Assign MFA device',
        '  bob  no MFA device',
        '',
        'COMPLIANT (2)',
        '  alice  virtual',
        '  robot  no console password',
        '',
        '3 users: 1 NON_COMPLIANT, 2 COMPLIANT',
        '',
      ].join('\n'),
    );
    expect(readdirSync(directory)).toEqual(['audit.txt']);
  });

  test('what a file does not hold is said where it was written', async () => {
    const { line } = lineTo(BAD, (iam) => {
      iam.line.onCall = ({ action, about }) =>
        action === 'iam:ListMFADevices' && about === 'bob' ? 'refused' : undefined;
    });
    expect(await line.run('audit', '--output', path('audit.csv'))).toBe(2);
    expect(line.stderr.text).toBe(
      `Wrote ${path('audit.csv')}: 3 users, 0 NON_COMPLIANT, 1 not read
IncompleteRun: 1 user has no result of this run. bob: AwsCallFailed: iam:ListMFADevices was refused (Faked: by the test)
`,
    );
  });

  test.each([
    ['mfa.html', '<!doctype html>'],
    ['mfa.HTM', '<!doctype html>'],
    ['mfa.json', '{\n  "schemaVersion": 1'],
    ['mfa.csv', 'userName,userId'],
    ['mfa.xml', '<?xml version="1.0"'],
    ['mfa.txt', 'Account 123456789012 at'],
    ['mfa', 'Account 123456789012 at'],
  ])('--output %s means a format by how it ends', async (name, beginning) => {
    await lineTo(BAD).line.run('audit', '--output', path(name));
    expect(readFileSync(path(name), 'utf8').slice(0, beginning.length)).toBe(beginning);
  });

  test('a format that is named counts, however the file is called', async () => {
    await lineTo(BAD).line.run('audit', '--format', 'csv', '--output', path('mfa.pdf'));
    expect(readFileSync(path('mfa.pdf'), 'utf8')).toContain('userName,userId');
  });

  test('64 for a file whose name ends like that of no format', async () => {
    const { line, opened } = lineTo(BAD);
    expect(await line.run('audit', '--output', path('mfa.pdf'))).toBe(64);
    expect(line.stderr.text).toBe(
      `InvalidOutput: ${JSON.stringify(path('mfa.pdf'))} ends with ".pdf", which means no format; name one with --format, or end it with .txt, .json, .csv, .xml, .html, .htm\n`,
    );
    expect([opened, readdirSync(directory)]).toEqual([[], []]);
  });

  test('--since adds what changed to json, and does not change the exit code', async () => {
    const first = lineTo([...BAD, withPassword('zoe')]);
    await first.line.run('audit', '--format', 'json', '--output', path('earlier.json'));
    const { line } = lineTo([
      ...GOOD,
      withPassword('bob', { devices: [virtualDevice('bob')] }),
      named('new'),
    ]);
    expect(await line.run('audit', '--format', 'json', '--since', path('earlier.json'))).toBe(0);
    expect(JSON.parse(line.stdout.text).changes).toEqual({
      since: '2027-01-15T12:00:00.000Z',
      becameCompliant: [{ userName: 'bob', userId: 'AIDA-bob', before: 'NON_COMPLIANT', now: 'COMPLIANT' }],
      becameNonCompliant: [],
      becameExempt: [],
      new: [{ userName: 'new', userId: 'AIDA-new', now: 'COMPLIANT' }],
      gone: [{ userName: 'zoe', userId: 'AIDA-zoe', before: 'NON_COMPLIANT' }],
    });
  });

  test.each([
    ['no audit', '{}', 'is no document of "audit --format json"'],
    ['a later version', '{"schemaVersion": 2}', 'see schemaVersion'],
  ])('64 for a --since file that is %s', async (_, content, complaint) => {
    writeFileSync(path('earlier.json'), content);
    const { line } = lineTo(BAD);
    expect(await line.run('audit', '--since', path('earlier.json'))).toBe(64);
    expect(line.stderr.text).toContain(complaint);
  });

  test('64 for a --since file of another account, and of an audit that listed nobody', async () => {
    const document = { schemaVersion: 1, time: '2027-01-01T00:00:00.000Z', complete: false, users: [] };
    writeFileSync(
      path('other.json'),
      JSON.stringify({ ...document, complete: true, account: '999999999999' }),
    );
    writeFileSync(path('empty.json'), JSON.stringify({ ...document, account: '123456789012' }));
    const other = lineTo(BAD).line;
    expect(await other.run('audit', '--since', path('other.json'))).toBe(64);
    expect(other.stderr.text).toContain('is of account 999999999999');
    const empty = lineTo(BAD).line;
    expect(await empty.run('audit', '--since', path('empty.json'))).toBe(64);
    expect(empty.stderr.text).toContain('lists nobody');
    expect(other.stdout.text + empty.stdout.text).toBe('');
  });
});
