import {
  CloudTrailClient,
  LookupEventsCommand,
  type LookupEventsRequest,
  paginateLookupEvents,
} from '@aws-sdk/client-cloudtrail';
import { CreateUserCommand, GetUserCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { createAccessKey } from '../../../account/access-keys';
import { putInlinePolicy } from '../../../account/policies';
import { openConsoleSession } from '../../../account/sessions';
import { createUser, userNamed } from '../../../account/users';
import {
  type Credentials,
  NOW,
  refusalOf,
  type ServedAccount,
  serveAccount,
} from '../../support/served-account';

const DAY = 86_400_000;
const ALL = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*"}}';

let served: ServedAccount;
let key: Credentials;
beforeEach(async () => {
  served = await serveAccount();
  served.server.pipeline.limitRate('cloudtrail', undefined);
  const { account } = served;
  const record = createUser(account, { userName: 'alice' }, NOW);
  putInlinePolicy(account, { type: 'user', record }, { policyName: 'iam', document: ALL });
  key = createAccessKey(account, userNamed(account, 'alice'), NOW);
});
afterEach(() => served.close());

function lookup(request: LookupEventsRequest = {}, credentials?: Credentials) {
  return served.cloudTrail(credentials).send(new LookupEventsCommand(request));
}

/** Names of the events found, newest first. The lookups themselves are recorded too, and left out. */
async function names(request: LookupEventsRequest = {}): Promise<readonly (string | undefined)[]> {
  const { Events = [] } = await lookup(request);
  return Events.map(({ EventName }) => EventName).filter((name) => name !== 'LookupEvents');
}

/** Alice creates users, a second apart. */
async function createUsers(count: number): Promise<void> {
  const iam = served.iam(key);
  for (let number = 0; number < count; number += 1) {
    await iam.send(new CreateUserCommand({ UserName: `user-${number}` }));
    served.clock.advance(1_000);
  }
}

test('an event tells what it is found by, and is whole as JSON', async () => {
  await createUsers(1);
  const [event] = (await lookup()).Events ?? [];
  const [record] = served.account.cloudTrail.events;
  expect(event).toEqual({
    EventId: record?.eventID,
    EventName: 'CreateUser',
    ReadOnly: 'false',
    AccessKeyId: key.accessKeyId,
    EventTime: NOW,
    EventSource: 'iam.amazonaws.com',
    Username: 'alice',
    Resources: [{ ResourceType: 'AWS::IAM::User', ResourceName: 'user-0' }],
    CloudTrailEvent: expect.any(String),
  });
  expect(JSON.parse(event?.CloudTrailEvent ?? '')).toEqual(record);
});

test('pages hold up to 50 events, newest first, and what comes meanwhile is in none of them', async () => {
  await createUsers(120);
  const sizes: number[] = [];
  const found: string[] = [];
  for await (const { Events = [] } of paginateLookupEvents({ client: served.cloudTrail() }, {})) {
    sizes.push(Events.length);
    found.push(
      ...Events.map(({ CloudTrailEvent = '' }) => JSON.parse(CloudTrailEvent).requestParameters.userName),
    );
    await served.iam(key).send(new ListUsersCommand({}));
  }
  expect(sizes).toEqual([50, 50, 20]);
  expect(found).toEqual(Array.from({ length: 120 }, (_, index) => `user-${119 - index}`));
});

test('pages may be smaller, and the last has no token', async () => {
  await createUsers(3);
  const first = await lookup({ MaxResults: 2, EndTime: served.clock.now() });
  expect(first.Events?.map(({ EventTime }) => EventTime)).toEqual([
    new Date('2027-01-15T12:00:02Z'),
    new Date('2027-01-15T12:00:01Z'),
  ]);
  const last = await lookup({ MaxResults: 2, EndTime: served.clock.now(), NextToken: first.NextToken });
  expect([last.Events?.length, last.NextToken]).toEqual([1, undefined]);
});

test('a token is good for the same request only', async () => {
  await createUsers(3);
  const LookupAttributes = [{ AttributeKey: 'Username', AttributeValue: 'alice' }] as const;
  const { NextToken } = await lookup({ LookupAttributes: [...LookupAttributes], MaxResults: 1 });
  const others: readonly LookupEventsRequest[] = [
    {},
    { LookupAttributes: [{ AttributeKey: 'Username', AttributeValue: 'bob' }] },
    { LookupAttributes: [...LookupAttributes], StartTime: NOW },
    { LookupAttributes: [...LookupAttributes], EndTime: served.clock.now() },
  ];
  for (const request of others) {
    expect(await refusalOf(lookup({ ...request, MaxResults: 1, NextToken }))).toMatchObject({
      code: 'InvalidNextTokenException',
      httpStatus: 400,
    });
  }
  expect((await refusalOf(lookup({ NextToken: 'bm9uZQ==' }))).code).toBe('InvalidNextTokenException');
});

describe('one attribute', () => {
  beforeEach(async () => {
    const { account } = served;
    await createUsers(1);
    const session = openConsoleSession(account, userNamed(account, 'alice'), false, NOW);
    await served.iam(session).send(new GetUserCommand({ UserName: 'user-0' }));
    await served.iam().send(new ListUsersCommand({}));
  });

  test.each([
    ['EventName', 'GetUser', ['GetUser']],
    ['EventName', 'getuser', []],
    ['EventSource', 'signin.amazonaws.com', ['ConsoleLogin']],
    ['ReadOnly', 'false', ['ConsoleLogin', 'CreateUser']],
    ['ReadOnly', 'true', ['ListUsers', 'GetUser']],
    ['Username', 'alice', ['GetUser', 'ConsoleLogin', 'CreateUser']],
    ['Username', 'sandbox', ['ListUsers']],
    ['ResourceType', 'AWS::IAM::User', ['GetUser', 'CreateUser']],
    ['ResourceName', 'user-0', ['GetUser', 'CreateUser']],
    ['ResourceName', 'user-1', []],
  ] as const)('%s %s', async (AttributeKey, AttributeValue, expected) => {
    const found = await names({ LookupAttributes: [{ AttributeKey, AttributeValue }] });
    expect([...found].sort()).toEqual([...expected].sort());
  });

  test('AccessKeyId and EventId', async () => {
    const { accessKeyId: AttributeValue } = key;
    expect(await names({ LookupAttributes: [{ AttributeKey: 'AccessKeyId', AttributeValue }] })).toEqual([
      'CreateUser',
    ]);
    const eventId = served.account.cloudTrail.events.find(
      ({ eventName }) => eventName === 'GetUser',
    )?.eventID;
    expect(await names({ LookupAttributes: [{ AttributeKey: 'EventId', AttributeValue: eventId }] })).toEqual(
      ['GetUser'],
    );
  });
});

test('both ends of a time range count', async () => {
  await createUsers(4);
  const at = (second: number) => new Date(`2027-01-15T12:00:0${second}Z`);
  const times = async (request: LookupEventsRequest) =>
    (await lookup({ EndTime: at(3), ...request })).Events?.map(({ EventTime }) => EventTime?.getUTCSeconds());
  expect(await times({})).toEqual([3, 2, 1, 0]);
  expect(await times({ StartTime: at(1), EndTime: at(2) })).toEqual([2, 1]);
  expect(await times({ StartTime: at(2) })).toEqual([3, 2]);
  expect(await times({ EndTime: at(0) })).toEqual([0]);
});

test('after 90 days an event is gone', async () => {
  await createUsers(1);
  served.clock.set(new Date(NOW.getTime() + 90 * DAY));
  expect(await names()).toEqual(['CreateUser']);
  served.clock.advance(1_000);
  expect(await names()).toEqual([]);
  expect(await names({ StartTime: NOW })).toEqual([]);
});

test('events are those of the Region that the request was signed for, and IAM’s are in us-east-1', async () => {
  const settings = { endpoint: served.server.url, region: 'eu-west-1', credentials: key, maxAttempts: 1 };
  const sts = new STSClient(settings);
  const cloudTrail = new CloudTrailClient({ ...settings, credentials: { ...key, accessKeyId: 'any' } });
  await sts.send(new GetCallerIdentityCommand({}));
  await createUsers(1);
  const { Events = [] } = await cloudTrail.send(new LookupEventsCommand({}));
  sts.destroy();
  cloudTrail.destroy();
  expect(Events.map(({ EventName }) => EventName)).toEqual(['GetCallerIdentity']);
  expect(await names()).toEqual(['CreateUser']);
});

test.each<[string, LookupEventsRequest, string]>([
  ['51 results', { MaxResults: 51 }, 'InvalidMaxResultsException'],
  ['no result', { MaxResults: 0 }, 'InvalidMaxResultsException'],
  [
    'a start after the end',
    { StartTime: new Date(NOW.getTime() + 1_000), EndTime: NOW },
    'InvalidTimeRangeException',
  ],
  [
    'two attributes',
    {
      LookupAttributes: [
        { AttributeKey: 'Username', AttributeValue: 'alice' },
        { AttributeKey: 'EventName', AttributeValue: 'GetUser' },
      ],
    },
    'InvalidLookupAttributesException',
  ],
  [
    'an attribute that there is not',
    { LookupAttributes: [{ AttributeKey: 'UserName' as never, AttributeValue: 'alice' }] },
    'InvalidLookupAttributesException',
  ],
  [
    'an attribute without a value',
    { LookupAttributes: [{ AttributeKey: 'Username', AttributeValue: '' }] },
    'InvalidLookupAttributesException',
  ],
  ['another category', { EventCategory: 'data' as never }, 'InvalidEventCategoryException'],
])('%s is refused', async (_what, request, code) => {
  expect(await refusalOf(lookup(request))).toMatchObject({ code, httpStatus: 400 });
});

test('there are no Insights events', async () => {
  await createUsers(1);
  expect((await lookup({ EventCategory: 'insight' })).Events).toEqual([]);
});

test('two calls a second and Region are let through', async () => {
  const { pipeline } = served.server;
  const { clock } = served;
  pipeline.limitRate('cloudtrail', { perSecond: 2, burst: 2 }, () => clock.now().getTime());
  await lookup();
  await lookup();
  expect(await refusalOf(lookup())).toEqual({
    code: 'ThrottlingException',
    message: 'Rate exceeded',
    httpStatus: 400,
  });
  const credentials = { ...key, accessKeyId: 'any' };
  const elsewhere = new CloudTrailClient({
    endpoint: served.server.url,
    region: 'eu-west-1',
    credentials,
    maxAttempts: 1,
  });
  await elsewhere.send(new LookupEventsCommand({}));
  elsewhere.destroy();
  clock.advance(500);
  await lookup();
  expect((await refusalOf(lookup())).code).toBe('ThrottlingException');
});

test('the limit is there from the start', async () => {
  const elapsed = jest.spyOn(performance, 'now').mockReturnValue(0);
  const fresh = await serveAccount();
  const client = fresh.cloudTrail();
  const calls = Array.from({ length: 5 }, () => client.send(new LookupEventsCommand({})));
  const outcomes = await Promise.allSettled(calls);
  elapsed.mockRestore();
  await fresh.close();
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.name] : []));
  expect(refused).toEqual(['ThrottlingException', 'ThrottlingException', 'ThrottlingException']);
});

test('a caller needs cloudtrail:LookupEvents', async () => {
  expect(await refusalOf(lookup({}, key))).toEqual({
    code: 'AccessDeniedException',
    message:
      'User: arn:aws:iam::123456789012:user/alice is not authorized to perform: cloudtrail:LookupEvents on resource: * because no identity-based policy allows the cloudtrail:LookupEvents action',
    httpStatus: 400,
  });
});
