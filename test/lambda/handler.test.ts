import type { Context } from 'aws-lambda';
import type { handler as Handler } from '../../lambda/handler';
import type { Canned, CannedRequest } from '../support/canned-aws';
import { loadHandler } from '../support/loaded-handler';
import { rejectionOf } from '../support/thrown';

type Module = { readonly handler: typeof Handler };

const loaded = loadHandler(() => jest.requireActual<Module>('../../lambda/handler').handler, {
  PUBLISH_METRICS: 'true',
});
const { aws, lines } = loaded;

/** An account whose users have no passwords; `profile` is what IAM says of them. */
function account(users: number, profile: { readonly status: number; readonly code: string }) {
  const members = Array.from(
    { length: users },
    (_, index) =>
      `<member><Path>/</Path><UserName>user-${index}</UserName><UserId>AIDA${index}</UserId></member>`,
  ).join('');
  const answers: Readonly<Record<string, Canned>> = {
    ListUsers: iamAnswer('ListUsers', `<Users>${members}</Users><IsTruncated>false</IsTruncated>`),
    ListVirtualMFADevices: iamAnswer(
      'ListVirtualMFADevices',
      '<VirtualMFADevices/><IsTruncated>false</IsTruncated>',
    ),
    GetLoginProfile: {
      status: profile.status,
      body: `<ErrorResponse><Error><Code>${profile.code}</Code><Message>no</Message></Error></ErrorResponse>`,
    },
    GetComplianceDetailsByConfigRule: { body: '{"EvaluationResults":[]}' },
    PutEvaluations: { body: '{}' },
  };
  return ({ body, target }: CannedRequest): Canned => {
    const action = target?.split('.')[1] ?? new URLSearchParams(body).get('Action') ?? '';
    return answers[action] ?? { status: 400, body: '' };
  };
}

function iamAnswer(action: string, result: string): Canned {
  return { body: `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>` };
}

const context = {
  functionName: 'rule',
  awsRequestId: 'request-1',
  getRemainingTimeInMillis: () => 60_000,
} as Context;

function scheduled(at: string, ruleParameters = '{}') {
  return {
    invokingEvent: JSON.stringify({ messageType: 'ScheduledNotification', notificationCreationTime: at }),
    ruleParameters,
    resultToken: 'token',
    accountId: '123456789012',
    configRuleName: 'console-mfa',
  };
}

const linesThatSay = (message: string) => lines().filter((line) => line.message === message);

test('a run is told in one line and one set of metrics, without names', async () => {
  aws.answer = account(2, { status: 404, code: 'NoSuchEntity' });
  await loaded.handler(scheduled('2027-01-15T10:00:00Z'), context);
  expect(linesThatSay('The run is over')).toMatchObject([
    {
      level: 'INFO',
      service: 'iam-console-mfa',
      function_request_id: 'request-1',
      users: 2,
      compliant: 2,
      nonCompliant: 0,
      exempt: 0,
      withheld: 0,
      submitted: 2,
      retries: 0,
      calls: {
        'iam:ListUsers': 2,
        'iam:ListVirtualMFADevices': 1,
        'iam:GetLoginProfile': 2,
        'config:GetComplianceDetailsByConfigRule': 1,
        'config:PutEvaluations': 1,
      },
    },
  ]);
  expect(lines().filter((line) => '_aws' in line)).toMatchObject([
    {
      service: 'iam-console-mfa',
      CompliantUsers: 2,
      NonCompliantUsers: 0,
      ExemptUsers: 0,
      UsersWithoutResult: 0,
      Calls: 7,
      Retries: 0,
      _aws: { CloudWatchMetrics: [{ Namespace: 'IamConsoleMfa' }] },
    },
  ]);
  expect(loaded.printed().join('')).not.toContain('user-0');
});

test('without the setting a run publishes no metrics, and is told in its line all the same', async () => {
  delete process.env['PUBLISH_METRICS'];
  try {
    aws.answer = account(2, { status: 404, code: 'NoSuchEntity' });
    await loaded.handler(scheduled('2027-01-15T09:00:00Z'), context);
  } finally {
    process.env['PUBLISH_METRICS'] = 'true';
  }
  expect(linesThatSay('The run is over')).toMatchObject([{ users: 2, submitted: 2 }]);
  expect(lines().filter((line) => '_aws' in line)).toEqual([]);
});

test('an incomplete run is logged as an error, and thrown', async () => {
  aws.answer = account(2, { status: 403, code: 'AccessDenied' });
  const error = await rejectionOf(loaded.handler(scheduled('2027-01-15T11:00:00Z'), context));
  expect(error.code).toBe('IncompleteRun');
  expect(linesThatSay('The run is incomplete')).toMatchObject([
    { level: 'ERROR', error: { name: 'ConsoleMfaError', message: error.message } },
  ]);
  expect(lines().find((line) => '_aws' in line)).toMatchObject({ UsersWithoutResult: 2 });
});

test('a delivery after it evaluates what is open', async () => {
  const event = scheduled('2027-01-15T12:00:00Z');
  aws.answer = account(2, { status: 403, code: 'AccessDenied' });
  await rejectionOf(loaded.handler(event, context));
  aws.answer = account(2, { status: 404, code: 'NoSuchEntity' });
  await loaded.handler(event, context);
  await loaded.handler(event, context);
  expect(linesThatSay('The run is over').map(({ submitted }) => submitted)).toEqual([0, 2, 2]);
});

test('an event that cannot be used is logged as an error, with no metrics', async () => {
  const error = await rejectionOf(loaded.handler({}, context));
  expect(error.code).toBe('InvalidEvent');
  expect(lines()).toMatchObject([{ level: 'ERROR', message: 'The run is incomplete' }]);
});

test('exempt users are listed by id with the reason, 500 a line', async () => {
  aws.answer = account(501, { status: 404, code: 'NoSuchEntity' });
  await loaded.handler(scheduled('2027-01-15T13:00:00Z', '{"exemptUsers":"user-*"}'), context);
  const [first, second] = linesThatSay('Exempt users').map(({ exempt }) => exempt as readonly unknown[]);
  expect([first?.length, second?.length]).toEqual([500, 1]);
  expect(first?.[0]).toEqual({
    userId: expect.stringMatching(/^AIDA\d+$/),
    exemption: { by: 'user', pattern: 'user-*' },
  });
});
