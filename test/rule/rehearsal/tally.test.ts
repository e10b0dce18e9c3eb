import fc from 'fast-check';
import type { Rehearsal, UserRehearsal } from '../../../rule/rehearsal/rehearsal';
import { Tally, type TallySettings } from '../../../rule/rehearsal/tally';
import { thrownBy } from '../../support/thrown';
import { ACCOUNT, assumeRole, consoleLogin, event, newId, roleSession, session, user } from './events';

type Json = Readonly<Record<string, unknown>>;

const WINDOW = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-12-01T00:00:00Z') };
const OTHER_ACCOUNT = '210987654321';

function tally(records: readonly unknown[], more: Partial<TallySettings> = {}): Rehearsal {
  const tallied = new Tally({ ...WINDOW, exemptAccessKeys: false, ...more });
  for (const record of records) tallied.add(record);
  return tallied.rehearsal();
}

/** An event with an ID of its own. */
const call = (more: Json = {}) => event({ eventID: newId(), ...more });
const at = (eventTime: string, more: Json = {}) => call({ eventTime, ...more });
const withMfa = (more: Json = {}) => call({ userIdentity: session('true'), ...more });
const undecided = (more: Json = {}) => call({ userIdentity: user({ accessKeyId: '' }), ...more });
const of = (userName: string, more: Json = {}) =>
  user({ userName, arn: `arn:aws:iam::${ACCOUNT}:user/${userName}`, ...more });
const only = ({ users }: Rehearsal): UserRehearsal | undefined => (users.length === 1 ? users[0] : undefined);

test('no events, nothing lost', () => {
  expect(tally([])).toEqual({
    accountId: undefined,
    users: [],
    events: 0,
    otherAccounts: 0,
    outsideWindow: 0,
    unknownEvents: 0,
    unreadable: new Map(),
    regions: [],
    firstEvent: undefined,
    lastEvent: undefined,
  });
});

test('what one user would lose', () => {
  const records = [
    at('2026-11-03T10:00:00Z'),
    at('2026-11-02T09:00:00Z'),
    at('2026-11-05T09:00:00Z', { eventName: 'PutObject', awsRegion: 'us-east-1' }),
    at('2026-11-05T10:00:00Z', { userIdentity: session('false'), sessionCredentialFromConsole: 'true' }),
    at('2026-11-05T11:00:00Z', { userIdentity: session('false', { accessKeyId: 'ASIAANOTHER' }) }),
    at('2026-11-06T09:00:00Z', { errorCode: 'AccessDenied' }),
    withMfa(),
    call({ userIdentity: user({ invokedBy: 'cloudformation.amazonaws.com' }) }),
  ];
  expect(tally(records)).toEqual({
    accountId: ACCOUNT,
    users: [
      {
        userName: 'anna',
        verdict: 'denied',
        calls: 8,
        denied: [
          {
            action: 's3:GetObject',
            credential: 'session-without-mfa',
            accessKeyId: undefined,
            console: true,
            count: 2,
            firstSeen: '2026-11-05T10:00:00Z',
            lastSeen: '2026-11-05T11:00:00Z',
            roles: [],
          },
          {
            action: 's3:GetObject',
            credential: 'access-key',
            accessKeyId: 'AKIAEXAMPLEANNA23456',
            console: false,
            count: 2,
            firstSeen: '2026-11-02T09:00:00Z',
            lastSeen: '2026-11-03T10:00:00Z',
            roles: [],
          },
          {
            action: 's3:PutObject',
            credential: 'access-key',
            accessKeyId: 'AKIAEXAMPLEANNA23456',
            console: false,
            count: 1,
            firstSeen: '2026-11-05T09:00:00Z',
            lastSeen: '2026-11-05T09:00:00Z',
            roles: [],
          },
        ],
        unknown: 0,
        unknownReasons: new Map(),
        signInsWithoutMfa: 0,
        lastSignInWithoutMfa: undefined,
        deniedByDay: new Map([
          ['2026-11-02', 1],
          ['2026-11-03', 1],
          ['2026-11-05', 3],
        ]),
      },
    ],
    events: 8,
    otherAccounts: 0,
    outsideWindow: 0,
    unknownEvents: 0,
    unreadable: new Map(),
    regions: ['eu-central-1', 'us-east-1'],
    firstEvent: '2026-11-02T09:00:00Z',
    lastEvent: '2026-11-20T08:15:00Z',
  });
});

test('days are in order, whatever the order of events', () => {
  const days = ['2026-11-09', '2026-11-01', '2026-11-30'];
  const rehearsed = only(tally(days.map((day) => at(`${day}T00:00:00Z`))));
  expect([...(rehearsed?.deniedByDay.keys() ?? [])]).toEqual(['2026-11-01', '2026-11-09', '2026-11-30']);
});

describe('the verdict', () => {
  test.each([
    ['denied', [call(), undecided(), withMfa()]],
    ['unknown', [undecided(), withMfa()]],
    ['unaffected', [withMfa()]],
    ['unaffected', [call({ errorCode: 'AccessDenied' })]],
    ['no-calls', [consoleLogin('No')]],
  ])('%s', (verdict, records) => {
    expect(only(tally(records))?.verdict).toBe(verdict);
  });
});

test('a call that is undecided counts by its reason', () => {
  const rehearsal = tally([undecided(), undecided(), withMfa()]);
  expect(rehearsal.unknownEvents).toBe(2);
  expect(only(rehearsal)).toMatchObject({
    calls: 3,
    unknown: 2,
    unknownReasons: new Map([['the event does not tell whether the call was signed with MFA', 2]]),
  });
});

test('records that are not events count by their reason', () => {
  const rehearsal = tally(['text', 7, call({ awsRegion: null }), call(), undecided()]);
  expect(rehearsal.unreadable).toEqual(
    new Map([
      ['the record is not a JSON object', 2],
      ['awsRegion is missing', 1],
    ]),
  );
  expect(rehearsal).toMatchObject({ unknownEvents: 4, events: 2 });
});

test('add says why a record is not an event', () => {
  const tallied = new Tally({ ...WINDOW, exemptAccessKeys: false });
  expect(tallied.add(call({ eventID: '' }))).toBe('eventID is missing');
  expect(tallied.add(call())).toBeUndefined();
});

test('the window includes its beginning and not its end', () => {
  const times = [
    '2026-10-31T23:59:59Z',
    '2026-11-01T00:00:00Z',
    '2026-11-30T23:59:59Z',
    '2026-12-01T00:00:00Z',
  ];
  const rehearsal = tally([
    ...times.map((time) => at(time)),
    ...times.map((time) => at(time, { userIdentity: { type: 'Root' } })),
  ]);
  expect(rehearsal).toMatchObject({
    events: 8,
    outsideWindow: 4,
    firstEvent: '2026-11-01T00:00:00Z',
    lastEvent: '2026-11-30T23:59:59Z',
  });
  expect(only(rehearsal)?.calls).toBe(2);
});

test('an event counts once, however often it occurs', () => {
  const once = [
    call(),
    consoleLogin('No', 'Success', { eventID: newId() }),
    assumeRole('ASIA1', { eventID: newId() }),
    call({ userIdentity: roleSession('ASIA1') }),
  ];
  const elsewhere = call({ userIdentity: roleSession('ASIA1'), recipientAccountId: OTHER_ACCOUNT });
  const records = [...once, ...once, elsewhere, elsewhere, ...structuredClone(once)];
  const rehearsal = tally(records, { accountId: ACCOUNT, skipOtherAccounts: true });
  expect(rehearsal).toMatchObject({ events: 4, otherAccounts: 1 });
  expect(only(rehearsal)).toMatchObject({ calls: 2, signInsWithoutMfa: 1 });
  expect(only(rehearsal)?.denied.flatMap(({ roles }) => roles)).toMatchObject([
    { count: 1, callsInSessions: 2 },
  ]);
});

describe('sign-ins', () => {
  test('those without MFA count, with the last', () => {
    const times = ['2026-11-02T09:00:00Z', '2026-11-09T09:00:00Z', '2026-11-05T09:00:00Z'];
    const records = [
      ...times.map((eventTime) => consoleLogin('No', 'Success', { eventID: newId(), eventTime })),
      consoleLogin('Yes', 'Success', { eventID: newId(), eventTime: '2026-11-20T09:00:00Z' }),
      consoleLogin('No', 'Failure', { eventID: newId(), eventTime: '2026-11-21T09:00:00Z' }),
    ];
    expect(only(tally(records))).toMatchObject({
      calls: 0,
      signInsWithoutMfa: 3,
      lastSignInWithoutMfa: '2026-11-09T09:00:00Z',
    });
  });
});

describe('roles that a user assumed without MFA', () => {
  const inSession = (key: string) => call({ userIdentity: roleSession(key) });
  const role = (name: string) => ({ roleArn: `arn:aws:iam::${ACCOUNT}:role/${name}` });
  const assume = (name: string, key: string) =>
    assumeRole(key, { eventID: newId(), requestParameters: role(name) });
  const records = [
    assume('admin', 'ASIA1'),
    assume('reader', 'ASIA2'),
    inSession('ASIA1'),
    inSession('ASIA1'),
    inSession('ASIA1'),
    assume('admin', 'ASIA3'),
    inSession('ASIA3'),
    inSession('ASIA4'),
  ];

  test.each([
    ['in order', records],
    ['newest first, as LookupEvents delivers', records.toReversed()],
  ])('with the calls in their sessions, %s', (_, ordered) => {
    expect(only(tally(ordered))?.denied).toMatchObject([
      {
        action: 'sts:AssumeRole',
        count: 3,
        roles: [
          { ...role('admin'), count: 2, callsInSessions: 4 },
          { ...role('reader'), count: 1, callsInSessions: 0 },
        ],
      },
    ]);
  });

  test('calls in a session outside the window do not count', () => {
    const outside = at('2026-12-01T00:00:00Z', { userIdentity: roleSession('ASIA1') });
    expect(only(tally([assume('admin', 'ASIA1'), outside]))?.denied[0]?.roles).toEqual([
      { ...role('admin'), count: 1, callsInSessions: 0 },
    ]);
  });

  test('calls of a role in another account count where its events are read', () => {
    const elsewhere = call({ userIdentity: roleSession('ASIA1'), recipientAccountId: OTHER_ACCOUNT });
    const rehearsal = tally([elsewhere, assume('admin', 'ASIA1')], {
      accountId: ACCOUNT,
      skipOtherAccounts: true,
    });
    expect(only(rehearsal)?.denied[0]?.roles[0]?.callsInSessions).toBe(1);
    expect(rehearsal).toMatchObject({ events: 1, otherAccounts: 1 });
  });

  test('a role that could not be assumed has no session', () => {
    const failed = assumeRole('', { errorCode: 'ValidationError', responseElements: null });
    expect(only(tally([failed]))?.denied[0]?.roles).toEqual([
      { ...role('admin'), count: 1, callsInSessions: 0 },
    ]);
  });
});

describe('which users', () => {
  const records = ['carla', 'anna', 'bo'].map((name) => call({ userIdentity: of(name) }));

  test('all that called, by name', () => {
    expect(tally(records).users.map(({ userName }) => userName)).toEqual(['anna', 'bo', 'carla']);
  });

  test('those that were asked for, also without calls', () => {
    const asked = tally([...records, undecided({ userIdentity: of('carla', { accessKeyId: '' }) })], {
      users: new Set(['zoe', 'bo']),
    });
    expect(asked.users.map(({ userName, verdict }) => [userName, verdict])).toEqual([
      ['bo', 'denied'],
      ['zoe', 'no-calls'],
    ]);
    expect(asked).toMatchObject({ events: 4, unknownEvents: 0 });
  });

  test('a name that is a property of every object', () => {
    const names = ['__proto__', 'constructor'];
    expect(
      tally(names.map((name) => call({ userIdentity: of(name) }))).users.map(({ userName }) => userName),
    ).toEqual(names);
  });
});

describe('accounts', () => {
  const mine = call();
  const theirs = call({ recipientAccountId: OTHER_ACCOUNT });

  test('events of several accounts are an error that says how to choose', () => {
    expect(thrownBy(() => tally([mine, theirs]))).toMatchObject({
      code: 'EventsOfAnotherAccount',
      message:
        'EventsOfAnotherAccount: the events are of several accounts, among them "123456789012" and "210987654321"; ' +
        'choose one with --account',
    });
  });

  test('so are events of an account that is not the one to rehearse', () => {
    expect(thrownBy(() => tally([theirs], { accountId: ACCOUNT }))).toMatchObject({
      code: 'EventsOfAnotherAccount',
      message:
        'EventsOfAnotherAccount: there are events of the account "210987654321", but the account to rehearse is ' +
        '"123456789012"; use credentials of the account of the events, or name it with --account',
    });
  });

  test('they are counted where they are to be skipped', () => {
    const rehearsal = tally([theirs, mine, theirs], { accountId: ACCOUNT, skipOtherAccounts: true });
    expect(rehearsal).toMatchObject({
      accountId: ACCOUNT,
      events: 1,
      otherAccounts: 2,
      regions: ['eu-central-1'],
    });
  });
});

describe('access keys that are exempt', () => {
  test('lose nothing; sessions without MFA do', () => {
    const records = [call(), call({ userIdentity: session('false') })];
    expect(only(tally(records, { exemptAccessKeys: true }))?.denied).toMatchObject([
      { credential: 'session-without-mfa', count: 1 },
    ]);
  });
});

test('the order of events does not matter, nor do repetitions', () => {
  const names = ['anna', 'bo', 'carla'];
  const identity = fc.oneof(
    fc.constantFrom(...names).map((name) => of(name)),
    fc.constantFrom(...names).map((name) => ({ ...session('false'), userName: name })),
    fc.constantFrom('ASIA1', 'ASIA2', 'ASIA3').map(roleSession),
    fc.constant({ type: 'Root' }),
  );
  const time = fc
    .integer({ min: Date.parse('2026-10-25T00:00:00Z'), max: Date.parse('2026-12-05T00:00:00Z') })
    .map((ms) => `${new Date(ms).toISOString().slice(0, 19)}Z`);
  const record = fc.oneof(
    fc
      .record({
        userIdentity: identity,
        eventTime: time,
        eventName: fc.constantFrom('GetObject', 'PutObject'),
      })
      .map(call),
    fc
      .record({ key: fc.constantFrom('ASIA1', 'ASIA2'), eventTime: time, userIdentity: identity })
      .map(({ key, ...more }) => assumeRole(key, { eventID: newId(), ...more })),
    fc
      .constantFrom('Yes', 'No')
      .map((mfa) => consoleLogin(mfa as 'Yes' | 'No', 'Success', { eventID: newId() })),
  );
  const isOfUser = ({ userIdentity }: Json) => (userIdentity as Json).type === 'IAMUser';
  fc.assert(
    fc.property(
      fc
        .array(record, { maxLength: 30 })
        .chain((records) =>
          fc.tuple(
            fc.constant(records),
            fc.shuffledSubarray(records, { minLength: records.length }),
            fc.subarray(records.filter(isOfUser)),
          ),
        ),
      ([records, shuffled, repeated]) => {
        expect(tally([...shuffled, ...repeated])).toEqual(tally(records));
      },
    ),
  );
});
