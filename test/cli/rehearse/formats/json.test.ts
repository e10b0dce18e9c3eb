import Ajv2020 from 'ajv/dist/2020';
import { json } from '../../../../cli/rehearse/formats/json';
import schema from '../../../../docs/rehearse.schema.json';
import { keyOf } from '../../../support/rehearsal/events';
import { INCOMPLETE, NOTHING, WHOLE } from '../../../support/rehearsal/reports';

const validate = new Ajv2020({ allowUnionTypes: true, strictTypes: false }).compile(schema);

function faultsOf(document: unknown): readonly string[] {
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test('a document of everything that there can be', () => {
  const { users, ...rest } = JSON.parse(json(WHOLE));
  expect(rest).toEqual({
    schemaVersion: 1,
    account: '123456789012',
    from: '2027-01-01T00:00:00Z',
    to: '2027-01-15T12:00:00Z',
    source: 'log-files',
    complete: true,
    unknownEvents: 0,
    exemptAccessKeys: false,
    events: 11,
    eventsOutsideWindow: 1,
    regions: ['eu-west-1', 'us-east-1'],
    firstEvent: '2027-01-02T03:00:00Z',
    lastEvent: '2027-01-10T08:00:00Z',
    notRead: [
      'Read: 2 files with events of eu-west-1, us-east-1. Calls in other Regions are not in them.',
      'Data events, such as reading S3 objects or invoking functions, are in log files only if the trail records them.',
      'Calls before 2027-01-01T00:00:00Z and from 2027-01-15T12:00:00Z on do not count (1 event).',
      'The events within that time are from 2027-01-02T03:00:00Z to 2027-01-10T08:00:00Z; of days without a log file nothing is known.',
    ],
    problems: [],
  });
  expect(users).toEqual([
    {
      userName: 'anna',
      verdict: 'denied',
      calls: 3,
      denied: [
        {
          action: 'sts:AssumeRole',
          credential: 'access-key',
          accessKeyId: keyOf('anna'),
          console: false,
          count: 2,
          firstSeen: '2027-01-02T03:00:00Z',
          lastSeen: '2027-01-09T03:00:00Z',
          roles: [{ roleArn: 'arn:aws:iam::123456789012:role/deploy', count: 2, callsInSessions: 3 }],
        },
        {
          action: 's3:ListAllMyBuckets',
          credential: 'access-key',
          accessKeyId: keyOf('anna'),
          console: false,
          count: 1,
          firstSeen: '2027-01-09T04:00:00Z',
          lastSeen: '2027-01-09T04:00:00Z',
        },
      ],
      unknown: 0,
      unknownReasons: {},
      signInsWithoutMfa: 0,
      lastSignInWithoutMfa: null,
      deniedByDay: { '2027-01-02': 1, '2027-01-09': 2 },
    },
    {
      userName: 'bob',
      verdict: 'denied',
      calls: 1,
      denied: [
        {
          action: 'ec2:RunInstances',
          credential: 'session-without-mfa',
          accessKeyId: null,
          console: true,
          count: 1,
          firstSeen: '2027-01-05T08:05:00Z',
          lastSeen: '2027-01-05T08:05:00Z',
        },
      ],
      unknown: 0,
      unknownReasons: {},
      signInsWithoutMfa: 1,
      lastSignInWithoutMfa: '2027-01-05T08:00:00Z',
      deniedByDay: { '2027-01-05': 1 },
    },
    expect.objectContaining({ userName: 'carol', verdict: 'unaffected', calls: 1, denied: [] }),
    expect.objectContaining({ userName: 'dave', verdict: 'no-calls', calls: 0, denied: [] }),
    expect.objectContaining({ userName: 'erin', verdict: 'no-calls', calls: 0, signInsWithoutMfa: 0 }),
  ]);
});

test('what an incomplete document lacks, and what a document of nothing says', () => {
  expect(JSON.parse(json(INCOMPLETE))).toMatchObject({
    complete: false,
    unknownEvents: 1,
    problems: [{ code: 'EventsDamaged' }],
  });
  expect(JSON.parse(json(NOTHING))).toMatchObject({
    source: 'event-history',
    exemptAccessKeys: true,
    firstEvent: null,
    lastEvent: null,
    regions: ['eu-west-1', 'us-east-1'],
    notRead: [
      'Regions read: eu-west-1, us-east-1. Calls in other Regions were not read; name them with --regions.',
      'In us-east-1, events before 2027-01-14T00:00:00Z were not read.',
      'The event history has no data events, such as reading S3 objects or invoking functions; log files of a trail that records them do (--events).',
      'Calls before 2027-01-01T00:00:00Z and from 2027-01-15T12:00:00Z on do not count.',
      'Days before 2027-01-03T00:00:00Z are not in the event history.',
    ],
    users: [],
  });
});

test('the schema describes every document', () => {
  for (const report of [WHOLE, INCOMPLETE, NOTHING, { ...NOTHING, accountId: undefined }]) {
    expect(faultsOf(JSON.parse(json(report)))).toEqual([]);
  }
});

test.each([
  ['a verdict that there is not', { users: [{ ...JSON.parse(json(WHOLE)).users[0], verdict: 'fine' }] }],
  ['a member more', { more: true }],
  ['a missing count', { unknownEvents: undefined }],
])('the schema refuses %s', (_, change) => {
  const document = JSON.parse(JSON.stringify({ ...JSON.parse(json(WHOLE)), ...change }));
  expect(faultsOf(document)).not.toEqual([]);
});
