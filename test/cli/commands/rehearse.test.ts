import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { OwnAccount } from '../../../cli/aws/account-access';
import { Interrupted } from '../../../cli/interruption';
import { AwsCallError } from '../../../rule/core/errors';
import { AccountIam, named } from '../../support/account-iam';
import { accessTo, CommandLine } from '../../support/cli/fake-shell';
import { assumeRole, keyCall, keyOf, logFile, roleCall, sessionCall } from '../../support/rehearsal/events';
import { FakeEventHistory } from '../../support/rehearsal/fake-event-history';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rehearse-'));
});

afterEach(() => rmSync(directory, { recursive: true }));

function put(name: string, content: string | Buffer): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

function usersIn(line: CommandLine): readonly (readonly [string, string, number])[] {
  const { users } = JSON.parse(line.stdout.text);
  return users.map(
    ({ userName, verdict, calls }: { userName: string; verdict: string; calls: number }) =>
      [userName, verdict, calls] as const,
  );
}

/** Of a call whose event does not say what it was made with. */
const IDENTITY_WITHOUT_KEY = {
  type: 'IAMUser',
  principalId: 'AIDACKCEVSQ6C2EXAMPLE',
  arn: 'arn:aws:iam::123456789012:user/anna',
  accountId: '123456789012',
  userName: 'anna',
};

describe('log files', () => {
  const line = () => new CommandLine();

  test('need no credentials: who would lose what, exit code 1', async () => {
    put('a.json.gz', gzipSync(logFile([keyCall('anna'), sessionCall('carol', true)])));
    put('b.json', `${JSON.stringify(keyCall('anna', { call: 's3:ListBuckets' }))}\n`);
    const cli = line();
    expect(await cli.runWithFiles('rehearse', '--events', directory, '--format', 'json')).toBe(1);
    expect(usersIn(cli)).toEqual([
      ['anna', 'denied', 2],
      ['carol', 'unaffected', 1],
    ]);
    expect(JSON.parse(cli.stdout.text)).toMatchObject({
      account: '123456789012',
      from: '2026-12-16T12:00:00Z',
      to: '2027-01-15T12:00:00Z',
      source: 'log-files',
      complete: true,
      unknownEvents: 0,
    });
    expect(cli.stderr.text).toBe('');
  });

  test('exit code 0 where no user would lose a call', async () => {
    const path = put('a.json', logFile([sessionCall('carol', true)]));
    const cli = line();
    expect(await cli.runWithFiles('rehearse', '--events', path)).toBe(0);
    expect(cli.stdout.text).toContain('\nNo user would lose a call.\n');
    expect(cli.stderr.text).toBe('');
  });

  test('several paths, and standard input', async () => {
    const path = put('a.json', logFile([keyCall('anna')]));
    const cli = line();
    cli.stdin = [Buffer.from(logFile([keyCall('bob')]))];
    expect(await cli.runWithFiles('rehearse', '--events', path, '-', '--format', 'json')).toBe(1);
    expect(usersIn(cli).map(([name]) => name)).toEqual(['anna', 'bob']);
  });

  test('access keys can be exempt, which is warned of', async () => {
    const path = put('a.json', logFile([keyCall('anna'), sessionCall('bob', false)]));
    const cli = line();
    const flags = ['--events', path, '--exempt-access-keys', '--format', 'json'];
    expect(await cli.runWithFiles('rehearse', ...flags)).toBe(1);
    expect(usersIn(cli).map(([name, verdict]) => [name, verdict])).toEqual([
      ['anna', 'unaffected'],
      ['bob', 'denied'],
    ]);
    expect(cli.stderr.text).toMatch(/^Long-term access keys are exempt from MFA/);
  });

  test('only the users that are named, those without events among them', async () => {
    const path = put('a.json', logFile([keyCall('anna'), keyCall('bob')]));
    const cli = line();
    const flags = ['--events', path, '--user', 'anna', '--user', 'zoe', '--format', 'json'];
    expect(await cli.runWithFiles('rehearse', ...flags)).toBe(1);
    expect(usersIn(cli)).toEqual([
      ['anna', 'denied', 1],
      ['zoe', 'no-calls', 0],
    ]);
  });

  test('the members of a group, which needs credentials', async () => {
    const path = put('a.json', logFile([keyCall('anna'), keyCall('bob')]));
    const users = [
      named('anna', { groups: ['developers'] }),
      named('bob'),
      named('zoe', { groups: ['developers'] }),
    ];
    const cli = new CommandLine((clock) => accessTo(new AccountIam(clock, users)));
    const flags = ['--events', path, '--group', 'developers', '--format', 'json'];
    expect(await cli.runWithFiles('rehearse', ...flags)).toBe(1);
    expect(usersIn(cli).map(([name]) => name)).toEqual(['anna', 'zoe']);
  });

  test('of a trail of several accounts, one is chosen with --account', async () => {
    const path = put('a.json', logFile([keyCall('bob', { account: '111122223333' }), keyCall('anna')]));
    const cli = line();
    const flags = ['--events', path, '--account', '123456789012', '--format', 'json'];
    expect(await cli.runWithFiles('rehearse', ...flags)).toBe(1);
    expect(usersIn(cli)).toEqual([['anna', 'denied', 1]]);
    expect(JSON.parse(cli.stdout.text).notRead).toContain('1 event of other accounts do not count.');
  });

  test('events of several accounts are 64', async () => {
    const path = put('a.json', logFile([keyCall('anna'), keyCall('bob', { account: '111122223333' })]));
    const cli = line();
    expect(await cli.runWithFiles('rehearse', '--events', path)).toBe(64);
    expect(cli.stderr.text).toMatch(/^EventsOfAnotherAccount: .*111122223333.*\n$/);
    expect(cli.stdout.text).toBe('');
  });

  test('events of another account than the group are 64', async () => {
    const path = put('a.json', logFile([keyCall('bob', { account: '111122223333' })]));
    const users = [named('anna', { groups: ['developers'] })];
    const cli = new CommandLine((clock) => accessTo(new AccountIam(clock, users)));
    expect(await cli.runWithFiles('rehearse', '--events', path, '--group', 'developers')).toBe(64);
    expect(cli.stderr.text).toMatch(/^EventsOfAnotherAccount: .*111122223333.*\n$/);
  });

  test('a damaged record is named, and makes the rehearsal incomplete, also where calls are lost', async () => {
    const path = put('a.json', `{"Records":[{"x":1},${JSON.stringify(keyCall('anna'))},oops]}`);
    const cli = line();
    expect(await cli.runWithFiles('rehearse', '--events', path, '--format', 'json')).toBe(2);
    expect(JSON.parse(cli.stdout.text)).toMatchObject({ complete: false, unknownEvents: 2 });
    expect(usersIn(cli)).toEqual([['anna', 'denied', 1]]);
    expect(cli.stderr.text).toMatch(
      /^EventsDamaged: 2 records could not be read, or not to the end: record 1 of ".*a\.json" \(.+\), record 3 of ".*a\.json" \(not JSON\); fetch them again\n$/,
    );
  });

  test('what a file that breaks off has lost is unknown', async () => {
    const path = put('a.json', `{"Records":[${JSON.stringify(sessionCall('carol', true))},{"eventVer`);
    const cli = line();
    expect(await cli.runWithFiles('rehearse', '--events', path, '--format', 'json')).toBe(2);
    expect(JSON.parse(cli.stdout.text)).toMatchObject({ complete: false, unknownEvents: 1 });
    expect(usersIn(cli)).toEqual([['carol', 'unaffected', 1]]);
  });

  test('a call that cannot be decided is unknown, with the reason, 2', async () => {
    const path = put('a.json', logFile([{ ...keyCall('anna'), userIdentity: { ...IDENTITY_WITHOUT_KEY } }]));
    const cli = line();
    expect(await cli.runWithFiles('rehearse', '--events', path, '--format', 'json')).toBe(2);
    expect(JSON.parse(cli.stdout.text)).toMatchObject({ complete: true, unknownEvents: 1 });
    expect(usersIn(cli)).toEqual([['anna', 'unknown', 1]]);
    expect(cli.stderr.text).toBe('1 call could not be decided; the document says why\n');
  });

  test('no event of a user within the window: 0, and a sentence that this proves nothing', async () => {
    const path = put(
      'a.json',
      logFile([roleCall('ASIAROLE'), keyCall('anna', { at: '2026-01-01T00:00:00Z' })]),
    );
    const cli = line();
    expect(await cli.runWithFiles('rehearse', '--events', path)).toBe(0);
    expect(cli.stderr.text).toMatch(
      /^No call of an IAM user from 2026-12-16T12:00:00Z to 2027-01-15T12:00:00Z was found in 2 events, which proves nothing about what was not read\. Read: 1 file with events of eu-west-1\..* Data events, such as/,
    );
  });

  test('Ctrl-C shows what was read, incomplete', async () => {
    const path = put('a.json', logFile([keyCall('anna')]));
    const cli = line();
    cli.interruption.abort(new Interrupted());
    expect(await cli.runWithFiles('rehearse', '--events', path, '--format', 'json')).toBe(2);
    expect(JSON.parse(cli.stdout.text)).toMatchObject({
      complete: false,
      problems: [{ code: 'Interrupted' }],
    });
  });

  test('--output chooses the format by its name, and standard error says what it holds', async () => {
    const path = put('a.json', logFile([keyCall('anna')]));
    for (const [name, beginning] of [
      ['out.json', '{'],
      ['out.csv', 'userName,verdict'],
      ['out.html', '<!doctype html>'],
      ['out.txt', 'Account 123456789012'],
    ] as const) {
      const cli = line();
      const output = join(directory, name);
      expect(await cli.runWithFiles('rehearse', '--events', path, '--output', output)).toBe(1);
      expect(readFileSync(output, 'utf8').startsWith(beginning)).toBe(true);
      expect(cli.stderr.text).toBe(`Wrote ${output}: 1 user, 1 would lose 1 call\n`);
      expect(cli.stdout.text).toBe('');
    }
  });
});

describe('the event history', () => {
  interface Situation {
    readonly events?: Readonly<Record<string, readonly object[]>>;
    readonly change?: (history: FakeEventHistory, iam: AccountIam) => void;
    readonly account?: Partial<OwnAccount>;
  }

  function lineTo({ events = {}, change = () => {}, account }: Situation) {
    const histories: FakeEventHistory[] = [];
    const cli = new CommandLine((clock) => {
      const history = new FakeEventHistory(clock, events);
      const iam = new AccountIam(clock, [named('anna', { groups: ['developers'] })]);
      change(history, iam);
      histories.push(history);
      return { ...accessTo(iam), eventHistory: history.of, ...account };
    });
    const regions = () => [
      ...new Set(histories.flatMap(({ lookups }) => lookups.map(({ region }) => region))),
    ];
    const windows = () => histories.flatMap(({ lookups }) => lookups.map(({ from, to }) => [from, to]));
    return { cli, regions, windows };
  }

  test("the caller's Region and IAM's are read, the last 30 days", async () => {
    const { cli, regions, windows } = lineTo({
      events: { 'eu-west-1': [keyCall('anna')], 'us-east-1': [keyCall('bob', { region: 'us-east-1' })] },
    });
    expect(await cli.run('rehearse', '--format', 'json')).toBe(1);
    expect(usersIn(cli).map(([name]) => name)).toEqual(['anna', 'bob']);
    expect(JSON.parse(cli.stdout.text)).toMatchObject({
      source: 'event-history',
      complete: true,
      regions: ['eu-west-1', 'us-east-1'],
    });
    expect(regions()).toEqual(['eu-west-1', 'us-east-1']);
    expect(windows()[0]).toEqual([new Date('2026-12-16T12:00:00Z'), new Date('2027-01-15T12:00:00Z')]);
    expect(cli.stderr.text).toBe('');
  });

  test('the Regions that are named', async () => {
    const { cli, regions } = lineTo({ events: { 'eu-north-1': [sessionCall('anna', true)] } });
    expect(await cli.run('rehearse', '--regions', 'eu-north-1,sa-east-1', '--format', 'json')).toBe(0);
    expect(regions()).toEqual(['eu-north-1', 'sa-east-1']);
  });

  test('calls in the sessions of a role that was assumed without MFA, though they come first', async () => {
    const events = [
      assumeRole('anna', 'ASIAROLE', { at: '2027-01-10T08:00:00Z' }),
      roleCall('ASIAROLE', { at: '2027-01-10T08:01:00Z' }),
    ];
    const { cli } = lineTo({ events: { 'eu-west-1': events } });
    expect(await cli.run('rehearse', '--user', 'anna', '--format', 'json')).toBe(1);
    expect(JSON.parse(cli.stdout.text).users[0].denied[0].roles).toEqual([
      { roleArn: 'arn:aws:iam::123456789012:role/deploy', count: 1, callsInSessions: 1 },
    ]);
  });

  test('without permission: the policy that grants it is named, 2', async () => {
    const { cli } = lineTo({
      change: (history) => {
        history.onLookup = () =>
          new AwsCallError('denied', 'cloudtrail:LookupEvents', 'AccessDeniedException: not authorized');
      },
    });
    expect(await cli.run('rehearse', '--format', 'json')).toBe(2);
    expect(JSON.parse(cli.stdout.text)).toMatchObject({ complete: false, users: [] });
    expect(cli.stderr.text).toContain(
      'arn:aws:sts::123456789012:assumed-role/auditor/anna may not call cloudtrail:LookupEvents. Attach the policy that this prints: iam-console-mfa policy --rehearse\n',
    );
  });

  test('a window of more than 90 days: what the event history does not hold is said, 2', async () => {
    const { cli, windows } = lineTo({ events: { 'eu-west-1': [keyCall('anna')] } });
    expect(await cli.run('rehearse', '--from', '2026-10-01', '--format', 'json')).toBe(2);
    expect(windows()[0]?.[0]).toEqual(new Date('2026-10-17T12:00:00Z'));
    expect(cli.stderr.text).toBe(
      'EventHistoryEnds: the event history holds 90 days, so nothing was read from 2026-10-01T00:00:00Z to 2026-10-17T12:00:00Z; begin with --from 2026-10-18, or read log files with --events\n',
    );
  });

  test('a window before all of the event history: nothing is asked, 2', async () => {
    const { cli, windows } = lineTo({});
    expect(await cli.run('rehearse', '--from', '2026-01-01', '--to', '2026-01-31')).toBe(2);
    expect(windows()).toEqual([]);
    expect(cli.stderr.text).toContain(
      'from 2026-01-01T00:00:00Z to 2026-02-01T00:00:00Z; read log files with --events\n',
    );
    expect(cli.stdout.text).toContain('No Region was read.');
  });

  test('Ctrl-C shows what was read, incomplete', async () => {
    const events = Array.from({ length: 60 }, () => keyCall('anna'));
    const { cli } = lineTo({
      events: { 'eu-west-1': events },
      change: (history) => {
        history.onLookup = (_, count) => {
          if (count === 2) cli.interruption.abort(new Interrupted());
          return undefined;
        };
      },
    });
    expect(await cli.run('rehearse', '--regions', 'eu-west-1', '--format', 'json')).toBe(2);
    expect(usersIn(cli)).toEqual([['anna', 'denied', 50]]);
    expect(cli.stderr.text).toBe(
      'Interrupted: stopped before everything was read; this is what had been read\n',
    );
  });

  test('a group that IAM does not know, and one that may not be read', async () => {
    const unknown = lineTo({}).cli;
    expect(await unknown.run('rehearse', '--group', 'developer')).toBe(2);
    expect(unknown.stderr.text).toBe(
      'UnknownGroup: IAM knows no group "developer"; correct --group or create the group\n',
    );
    const denied = lineTo({
      change: (_, iam) => {
        iam.line.onCall = ({ action }) => (action === 'iam:GetGroup' ? 'denied' : undefined);
      },
    }).cli;
    expect(await denied.run('rehearse', '--group', 'developers')).toBe(2);
    expect(denied.stderr.text).toBe(
      'NotAllowed: iam:GetGroup is not allowed; attach the policy that this prints: iam-console-mfa policy --rehearse --group developers\n',
    );
  });

  test('another account than that of the credentials is 64', async () => {
    const { cli } = lineTo({});
    expect(await cli.run('rehearse', '--account', '111122223333')).toBe(64);
    expect(cli.stderr.text).toBe(
      'EventsOfAnotherAccount: --account is 111122223333, and the credentials belong to account 123456789012; use those of 111122223333\n',
    );
  });

  test('in China and GovCloud, IAM has another home', async () => {
    const events = { 'cn-northwest-1': [], 'cn-north-1': [] };
    const account = { partition: 'aws-cn', region: 'cn-northwest-1' };
    const { cli, regions } = lineTo({ events, account });
    expect(await cli.run('rehearse')).toBe(0);
    expect(regions()).toEqual(['cn-northwest-1', 'cn-north-1']);
  });
});

test.each<[readonly string[], string]>([
  [['--events', 'x.json', '--regions', 'eu-west-1'], 'InvalidFlags: --regions is for the event history'],
  [['--events', '/nowhere'], 'NoEvents: "/nowhere" cannot be read'],
  [['--from', '2027-01-10', '--to', '2027-01-09'], 'InvalidWindow: the window is empty'],
  [['--from', '2027-02-01'], 'InvalidWindow: --from is "2027-02-01", which is in the future'],
  [['--to', '2027-02-01'], 'InvalidWindow: --to is "2027-02-01", which is in the future'],
  [['--regions', 'Ireland'], 'A Region is spelled like eu-west-1'],
  [['--user', ''], 'A user name has 1 to 64'],
  [['--account', '123'], 'An account ID has 12 digits.'],
  [['--format', 'xml'], 'Allowed choices are table, json, csv, html'],
  [['--output', 'out.pdf'], 'InvalidOutput: "out.pdf" ends with ".pdf"'],
])('64 for %j, before anything is read', async (args, complaint) => {
  const cli = new CommandLine();
  expect(await cli.run('rehearse', ...args)).toBe(64);
  expect(cli.stderr.text).toContain(complaint);
  expect(cli.stdout.text).toBe('');
});

test('a folder without log files is 64', async () => {
  put('notes.txt', 'mine');
  const cli = new CommandLine();
  expect(await cli.run('rehearse', '--events', directory)).toBe(64);
  expect(cli.stderr.text).toBe(
    `NoEvents: "${directory}" holds no log files (.json, .json.gz); name the folder that CloudTrail delivers to, or a file\n`,
  );
});

test('the key that is shown is the one of the events', async () => {
  const path = put('a.json', logFile([keyCall('anna')]));
  const cli = new CommandLine();
  await cli.runWithFiles('rehearse', '--events', path);
  expect(cli.stdout.text).toContain(keyOf('anna'));
});
