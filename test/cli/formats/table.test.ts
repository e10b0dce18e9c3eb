import { stripVTControlCharacters } from 'node:util';
import { table } from '../../../cli/formats/table';
import { PLAIN_PAGE } from '../../../cli/text/page';
import { widthOf } from '../../../cli/text/wrap';
import { auditOf, EVERYBODY, NOBODY } from '../../support/cli/audits';
import { listed } from '../../support/known-users';

const lines = (...rows: readonly string[]) => `${rows.join('\n')}\n`;

test('failing users come first, then those without a verdict, in grace, exempt and compliant', () => {
  expect(table(EVERYBODY, PLAIN_PAGE)).toBe(
    lines(
      'Account 123456789012 at 2027-01-15T12:00:00Z',
      '',
      'NON_COMPLIANT: a console password and no accepted MFA device (2)',
      'To do: IAM > Users > the user > Security credentials > Assign MFA device',
      '  <root_account>  no MFA device; only the root user itself can assign one',
      '  carol           only sms; grace ended 2027-01-01T08:30:00Z; tag until holds "<b>"\\u{202e}\\u{1b}[2J", no day YYYY-MM-DD',
      '',
      'NOT READ: no verdict (1)',
      '  frank  AwsCallFailed: iam:GetLoginProfile is not allowed; grant the role this action',
      '',
      'COMPLIANT until grace ends: no accepted MFA device yet (1)',
      '  dave  no accepted MFA device; grace ends 2027-02-01T08:30:00Z',
      '',
      'NOT_APPLICABLE: exempt (1)',
      '  erin  to the end of 2027-03-01 UTC by its tag until',
      '',
      'COMPLIANT (2)',
      '  =bob   no console password',
      '  alice  virtual, fido',
      '',
      '7 users: 2 NON_COMPLIANT, 1 not read, 1 in grace, 1 exempt, 2 COMPLIANT',
      'INCOMPLETE: 1 user without a verdict',
      '  UnknownExemptGroup: IAM knows no group "x"',
    ),
  );
});

test('a narrow terminal wraps names and reasons in their own columns', () => {
  const long = auditOf({
    outcomes: [
      {
        status: 'judged',
        user: listed({ userName: 'a-name-of-thirty-characters-xx' }),
        verdict: {
          compliance: 'NON_COMPLIANT',
          reason: 'noAcceptedDevice',
          deviceTypes: ['sms', 'hardware-totp'],
        },
      },
    ],
    problems: [],
  });
  expect(table(long, { columns: 30, colour: false })).toBe(
    lines(
      'Account 123456789012 at',
      '2027-01-15T12:00:00Z',
      '',
      'NON_COMPLIANT: a console',
      'password and no accepted MFA',
      'device (1)',
      'To do: IAM > Users > the user',
      '> Security credentials >',
      'Assign MFA device',
      '  a-name-of-th  only sms,',
      '  irty-charact  hardware-totp',
      '  ers-xx',
      '',
      '1 user: 1 NON_COMPLIANT',
    ),
  );
});

test.each([20, 33, 47, 60, 80, 132])('no line is wider than a terminal of %i columns', (columns) => {
  const widths = table(EVERYBODY, { columns, colour: false }).split('\n').map(widthOf);
  expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
});

test('colour marks headings and totals, and takes no room', () => {
  const coloured = table(EVERYBODY, { columns: 60, colour: true });
  expect(coloured).toContain('\u001b[32mCOMPLIANT (2)\u001b[39m');
  expect(coloured).toContain(
    '\u001b[31mNON_COMPLIANT: a console password and no accepted MFA device\u001b[39m',
  );
  expect(stripVTControlCharacters(coloured)).toBe(table(EVERYBODY, { columns: 60, colour: false }));
});

test('an account without users has a table too', () => {
  expect(table(NOBODY, PLAIN_PAGE)).toBe(
    lines('Account 123456789012 at 2027-01-15T12:00:00Z', '', '0 users'),
  );
});

test('changes come after the table', () => {
  const changes = {
    since: new Date('2026-12-15T12:00:00Z'),
    becameCompliant: [{ userName: 'alice', userId: 'AIDA-alice', before: 'NON_COMPLIANT', now: 'COMPLIANT' }],
    becameNonCompliant: [
      { userName: 'carol', userId: 'AIDA-carol', before: 'COMPLIANT', now: 'NON_COMPLIANT' },
    ],
    becameExempt: [{ userName: 'erin', userId: 'AIDA-erin', before: 'NON_COMPLIANT', now: 'NOT_APPLICABLE' }],
    new: [{ userName: 'frank', userId: 'AIDA-frank', now: null }],
    gone: [{ userName: 'zoe', userId: 'AIDA-zoe', before: 'NON_COMPLIANT' }],
  } as const;
  expect(table({ ...NOBODY, changes }, PLAIN_PAGE)).toBe(
    lines(
      'Account 123456789012 at 2027-01-15T12:00:00Z',
      '',
      'Since 2026-12-15T12:00:00Z',
      '  carol became non-compliant (was COMPLIANT)',
      '  alice became compliant (was NON_COMPLIANT)',
      '  erin became exempt (was NON_COMPLIANT)',
      '  frank is new (not read)',
      '  zoe is gone (was NON_COMPLIANT)',
      '',
      '0 users',
    ),
  );
});
