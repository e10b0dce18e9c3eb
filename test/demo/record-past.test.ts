import { smallCompany } from '../../demo/generator/small-company';
import { recordPast } from '../../demo/past/record-past';
import { userNamed } from '../../sandbox/account/users';
import type { CloudTrailRecord } from '../../sandbox/cloudtrail/cloudtrail-record';

const NOW = new Date('2026-11-25T09:00:00Z');
const DAY = 86_400_000;

const account = smallCompany(NOW);
recordPast(account, NOW);
const { events } = account.cloudTrail;

function eventsOf(userName: string): readonly CloudTrailRecord[] {
  return events.filter(({ userIdentity }) => userIdentity.userName === userName);
}

test('everything is of the last 30 days, in the order of time', () => {
  const times = events.map(({ eventTime }) => Date.parse(eventTime));
  expect(Math.min(...times)).toBeGreaterThan(NOW.getTime() - 30 * DAY);
  expect(Math.max(...times)).toBeLessThan(NOW.getTime());
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(events).toHaveLength(963);
});

test('a program works with a key, and IAM knows when it was last used', () => {
  const exports = eventsOf('legacy-reports');
  const [key] = userNamed(account, 'legacy-reports').accessKeys;
  expect(new Set(exports.map(({ userIdentity }) => userIdentity.accessKeyId))).toEqual(
    new Set([key?.accessKeyId]),
  );
  expect(exports.every(({ userIdentity }) => userIdentity.sessionContext === undefined)).toBe(true);
  expect(key?.lastUsed?.date).toEqual(new Date('2026-11-25T02:00:01Z'));
});

test.each([
  ['diana.okafor', 'No', 'false'],
  ['alice.martin', 'Yes', 'true'],
])('%s works in the console, with MFA: %s', (userName, MFAUsed, mfaAuthenticated) => {
  const [signIn, call] = eventsOf(userName);
  expect(signIn).toMatchObject({ eventName: 'ConsoleLogin', additionalEventData: { MFAUsed } });
  expect(call).toMatchObject({
    userIdentity: { sessionContext: { attributes: { mfaAuthenticated } } },
    sessionCredentialFromConsole: 'true',
  });
  const last = eventsOf(userName)
    .filter(({ eventName }) => eventName === 'ConsoleLogin')
    .at(-1);
  expect(new Date(last?.eventTime ?? '')).toEqual(userNamed(account, userName).passwordLastUsed);
});

test('a role is assumed without MFA, and works in its session', () => {
  const [assumed] = eventsOf('jonas.weber');
  expect(assumed).toMatchObject({
    eventName: 'AssumeRole',
    userIdentity: { type: 'IAMUser' },
    requestParameters: { roleArn: 'arn:aws:iam::123456789012:role/release' },
  });
  const { accessKeyId } = Object(assumed?.responseElements?.['credentials']);
  const inSession = events.filter(({ userIdentity }) => userIdentity.accessKeyId === accessKeyId);
  expect(inSession.map(({ eventName, userIdentity }) => [eventName, userIdentity.type])).toEqual([
    ['DescribeServices', 'AssumedRole'],
    ['UpdateService', 'AssumedRole'],
  ]);
});

test('a session of key and code counts as MFA', () => {
  const [given, call] = eventsOf('ines.moreau');
  expect(given).toMatchObject({
    eventName: 'GetSessionToken',
    userIdentity: { accessKeyId: expect.stringMatching(/^AKIA/) },
  });
  expect(call?.userIdentity.sessionContext?.attributes.mfaAuthenticated).toBe('true');
});

test('some calls were denied', () => {
  expect(eventsOf('gita.rao').filter(({ errorCode }) => errorCode === 'AccessDenied')).toHaveLength(30);
});
