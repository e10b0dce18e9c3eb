import { table } from '../../../../cli/rehearse/formats/table';
import { keyCall, sessionCall } from '../../../support/rehearsal/events';
import { INCOMPLETE, NOTHING, reportOf, WHOLE } from '../../../support/rehearsal/reports';

const PLAIN = { columns: undefined, colour: false };

test('who loses what comes first, then what to do, then everybody else and what was not read', () => {
  expect(
    table(WHOLE, PLAIN),
  ).toBe(`Account 123456789012, 2027-01-01T00:00:00Z to 2027-01-15T12:00:00Z, CloudTrail log files

WOULD LOSE CALLS (2 users, 4 calls)
  Credential            Action               Calls  Last seen
anna: 3 of 3 calls
  AKIAANNAXXXXXXXXXXXX  sts:AssumeRole           2  2027-01-09T03:00:00Z
    arn:aws:iam::123456789012:role/deploy: 2 times, 3 calls in its sessions
  AKIAANNAXXXXXXXXXXXX  s3:ListAllMyBuckets      1  2027-01-09T04:00:00Z
bob: 1 of 1 call
  console without MFA   ec2:RunInstances         1  2027-01-05T08:05:00Z
  Signed in to the console without MFA once, last 2027-01-05T08:00:00Z

WHAT TO DO
  A person in a session without MFA: sets up MFA in the console or with "npx iam-console-mfa enrol", then signs out and in again.
  A person with an access key: sets up MFA with an authenticator app; "aws configure mfa-login" then gives the AWS CLI a session with MFA.
  A program with an access key: gets a role in place of the key: of the instance, function, or pipeline that it runs in, or by IAM Roles Anywhere.
  A user that cannot change by the date: stays out of the group that the policy is attached to.
  As a last resort, with an end: --exempt-access-keys (exemptAccessKeys in the stack). Long-term access keys are exempt from MFA: a stolen key can do everything its user can do. It can also give the user another MFA device, get a session with MFA by it, and then remove the other devices. Enforce MFA on access keys too, and give programs roles instead.

UNAFFECTED (1 user)
  carol: 1 call

NO CALLS (2 users)
  dave, erin

NOT READ
  Read: 2 files with events of eu-west-1, us-east-1. Calls in other Regions are not in them.
  Data events, such as reading S3 objects or invoking functions, are in log files only if the trail records them.
  Calls before 2027-01-01T00:00:00Z and from 2027-01-15T12:00:00Z on do not count (1 event).
  The events within that time are from 2027-01-02T03:00:00Z to 2027-01-10T08:00:00Z; of days without a log file nothing is known.

2 of 5 users would lose 4 calls.
  Events read: 11
`);
});

test('an incomplete rehearsal says so last, and what is unknown before', () => {
  const text = table(INCOMPLETE, PLAIN);
  expect(text).toContain('\n\nUNKNOWN (1 event)\n  No event: ');
  expect(text).toMatch(/\nINCOMPLETE\n {2}EventsDamaged: 1 record could not be read: <b>x<\/b>\n$/);
});

test('nothing found is not called nothing lost where something was not read', () => {
  expect(table(NOTHING, PLAIN)).toContain('\nNo call of an IAM user was found.\n  Events read: 0\n');
  expect(table({ ...NOTHING, complete: false }, PLAIN)).toContain(
    '\nNo lost call was found, but not everything could be read.\n',
  );
  expect(table(NOTHING, PLAIN)).toContain('Access keys are exempt here: Long-term access keys are exempt');
});

test('a narrow page has no line that is longer', () => {
  const lines = table(WHOLE, { columns: 60, colour: false }).split('\n');
  // The longest words are keys and times beside the narrowest action.
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(72);
  expect(
    table(WHOLE, { columns: 100, colour: false })
      .split('\n')
      .every(({ length }) => length <= 100),
  ).toBe(true);
});

test('of many actions the first 20 are shown, and the others counted', () => {
  const events = Array.from({ length: 23 }, (_, at) => keyCall('anna', { call: `ec2:Action${at}` }));
  const text = table(reportOf(events), PLAIN);
  expect(text.match(/ec2:Action/g)).toHaveLength(20);
  expect(text).toContain('  and 3 more actions, 3 calls; --format csv lists them\n');
});

test('a name that would move the cursor is spelled out', () => {
  const event = JSON.parse(JSON.stringify(sessionCall('x', false)).replaceAll('"x"', '"x\\u001b[2J"'));
  expect(table(reportOf([event]), PLAIN)).toContain('x\\u{1b}[2J: 1 of 1 call');
});
