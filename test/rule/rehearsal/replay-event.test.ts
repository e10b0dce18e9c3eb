import fc from 'fast-check';
import { replayEvent } from '../../../rule/rehearsal/replay-event';
import type { ReplayedEvent } from '../../../rule/rehearsal/replayed-event';
import { ACCOUNT, assumeRole, consoleLogin, event, policyWith, roleSession, session, user } from './events';

const ENFORCED = policyWith(false);
const KEYS_EXEMPT = policyWith(true);

function replay(record: unknown, policyOf = ENFORCED): ReplayedEvent {
  return replayEvent(record, policyOf);
}

/** What becomes of a call, in a word. */
function outcome(record: unknown, policyOf = ENFORCED): string {
  const replayed = replay(record, policyOf);
  return replayed.type === 'call' ? replayed.outcome.type : replayed.type;
}

const iam = (eventName: string, requestParameters: object | null = null, userIdentity = session('false')) =>
  event({ eventSource: 'iam.amazonaws.com', eventName, requestParameters, userIdentity });

const WITHOUT_MFA = { userIdentity: session('false') };
const FROM_CONSOLE = { userIdentity: session('false'), sessionCredentialFromConsole: 'true' };

describe('a call of an IAM user', () => {
  test('by access key would be denied, by the statement that says so', () => {
    expect(replay(event())).toEqual({
      type: 'call',
      eventId: 'c0ffee00-0000-4000-8000-000000000001',
      time: '2026-11-20T08:15:00Z',
      accountId: ACCOUNT,
      region: 'eu-central-1',
      userName: 'anna',
      credential: { type: 'access-key', accessKeyId: 'AKIAEXAMPLEANNA23456' },
      action: 's3:GetObject',
      outcome: { type: 'denied', sid: 'DenyAllButEnrolmentWithoutMfa' },
    });
  });

  test.each([
    ['an access key', event(), { type: 'access-key', accessKeyId: 'AKIAEXAMPLEANNA23456' }, 'denied'],
    ['a session without MFA', event(WITHOUT_MFA), { type: 'session', mfa: false, console: false }, 'denied'],
    [
      'a session in the console without MFA',
      event(FROM_CONSOLE),
      { type: 'session', mfa: false, console: true },
      'denied',
    ],
    [
      'a session in the console with MFA',
      event({ userIdentity: session('true'), sessionCredentialFromConsole: 'true' }),
      { type: 'session', mfa: true, console: true },
      'not-denied',
    ],
    [
      'a session that GetSessionToken gave for a code',
      event({ userIdentity: session('true') }),
      { type: 'session', mfa: true, console: false },
      'not-denied',
    ],
    [
      'the console, whose older events name it as a service',
      event({ userIdentity: session('false', { invokedBy: 'signin.amazonaws.com' }) }),
      { type: 'session', mfa: false, console: true },
      'denied',
    ],
    [
      'the console, whose key ID AWS replaced in an example',
      event({
        userIdentity: session('true', {
          accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
          invokedBy: 'signin.amazonaws.com',
        }),
      }),
      { type: 'session', mfa: true, console: true },
      'not-denied',
    ],
    [
      'the console, without a key ID',
      event({ userIdentity: session('false', { accessKeyId: '' }), sessionCredentialFromConsole: 'true' }),
      { type: 'session', mfa: false, console: true },
      'denied',
    ],
    [
      'something that the event does not tell',
      event({ userIdentity: user({ accessKeyId: '' }) }),
      { type: 'unknown' },
      'unknown',
    ],
    [
      'temporary credentials without a word about MFA',
      event({ userIdentity: user({ accessKeyId: 'ASIAEXAMPLEANNA23456' }) }),
      { type: 'unknown' },
      'unknown',
    ],
  ])('signed with %s', (_, record, credential, expected) => {
    expect(replay(record)).toMatchObject({ credential, outcome: { type: expected } });
  });

  test('says why it is not known', () => {
    expect(replay(event({ userIdentity: user({ accessKeyId: '' }) }))).toMatchObject({
      outcome: { type: 'unknown', reason: 'the event does not tell whether the call was signed with MFA' },
    });
  });

  test('is named as policies name it', () => {
    expect(
      replay(event({ eventSource: 'monitoring.amazonaws.com', eventName: 'PutMetricData' })),
    ).toMatchObject({
      action: 'cloudwatch:PutMetricData',
    });
  });
});

describe('where access keys are exempt', () => {
  test.each([
    ['a key', event(), 'not-denied'],
    ['a key that sets a device up', iam('EnableMFADevice', { userName: 'anna' }, user()), 'not-denied'],
    [
      'a key that sets a device up for another user',
      iam('EnableMFADevice', { userName: 'bo' }, user()),
      'not-denied',
    ],
    ['a session without MFA', event(WITHOUT_MFA), 'denied'],
    ['a session in the console without MFA', event(FROM_CONSOLE), 'denied'],
    ['a session with MFA', event({ userIdentity: session('true') }), 'not-denied'],
    ['something that the event does not tell', event({ userIdentity: user({ accessKeyId: '' }) }), 'unknown'],
  ])('%s', (_, record, expected) => {
    expect(outcome(record, KEYS_EXEMPT)).toBe(expected);
  });
});

describe('a session without MFA may set up MFA for its own user', () => {
  test.each([
    ['GetUser', null],
    ['GetUser', {}],
    ['GetUser', { userName: 'anna' }],
    ['ListMFADevices', null],
    ['ListMFADevices', { userName: 'anna' }],
    ['ListVirtualMFADevices', { assignmentStatus: 'Any' }],
    ['GetAccountPasswordPolicy', null],
    ['GetMFADevice', { userName: 'anna', serialNumber: `arn:aws:iam::${ACCOUNT}:u2f/user/anna/key-ABC` }],
    ['GetMFADevice', { serialNumber: `arn:aws:iam::${ACCOUNT}:u2f/user/anna/key-ABC` }],
    ['ChangePassword', null],
    ['CreateVirtualMFADevice', { virtualMFADeviceName: 'phone', path: '/' }],
    ['CreateVirtualMFADevice', { virtualMFADeviceName: 'bo' }],
    ['CreateVirtualMFADevice', null],
    ['EnableMFADevice', { userName: 'anna', serialNumber: `arn:aws:iam::${ACCOUNT}:mfa/phone` }],
    ['ResyncMFADevice', { userName: 'anna', serialNumber: `arn:aws:iam::${ACCOUNT}:mfa/phone` }],
    ['DeleteVirtualMFADevice', { serialNumber: `arn:aws:iam::${ACCOUNT}:mfa/anna` }],
    ['DeleteVirtualMFADevice', { serialNumber: `arn:aws:iam::${ACCOUNT}:mfa/anna/phone` }],
  ])('%s %j', (eventName, parameters) => {
    expect(outcome(iam(eventName, parameters))).toBe('not-denied');
  });
});

describe('a session without MFA may not touch other users', () => {
  test.each([
    ['GetUser', { userName: 'bo' }],
    ['GetUser', { userName: 'annabel' }],
    ['GetUser', { userName: 'joanna' }],
    ['ListMFADevices', { userName: 'bo' }],
    ['GetMFADevice', { userName: 'bo', serialNumber: `arn:aws:iam::${ACCOUNT}:u2f/user/bo/key-ABC` }],
    ['EnableMFADevice', { userName: 'bo', serialNumber: `arn:aws:iam::${ACCOUNT}:mfa/anna` }],
    ['ResyncMFADevice', { userName: 'bo' }],
    ['DeleteVirtualMFADevice', { serialNumber: `arn:aws:iam::${ACCOUNT}:mfa/bo` }],
    ['DeleteVirtualMFADevice', { serialNumber: `arn:aws:iam::${ACCOUNT}:mfa/my-old-phone` }],
    ['DeleteVirtualMFADevice', { serialNumber: `arn:aws:iam::${ACCOUNT}:mfa/bo/anna` }],
    ['DeleteVirtualMFADevice', { serialNumber: `arn:aws:iam::${ACCOUNT}:mfa/anna-phone` }],
    ['DeactivateMFADevice', { userName: 'anna' }],
    ['CreateAccessKey', { userName: 'anna' }],
    ['ListUsers', null],
  ])('%s %j', (eventName, parameters) => {
    expect(outcome(iam(eventName, parameters))).toBe('denied');
  });
});

describe('undecided where the event does not tell whom it is about', () => {
  const REASON = 'the event does not tell which user, device or application the call was about';
  test.each([
    ['GetUser', { userName: 'Anna' }],
    ['GetMFADevice', { serialNumber: 'GAHT12345678' }],
    ['GetMFADevice', { serialNumber: `arn:aws:iam::${ACCOUNT}:u2f/user/bo/key-ABC` }],
    ['GetMFADevice', null],
    ['DeleteVirtualMFADevice', null],
    ['DeleteVirtualMFADevice', { serialNumber: 'GAHT12345678' }],
    ['DeleteVirtualMFADevice', { serialNumber: `arn:aws:iam::${ACCOUNT}:u2f/user/bo/key-ABC` }],
  ])('%s %j', (eventName, parameters) => {
    expect(replay(iam(eventName, parameters))).toMatchObject({
      outcome: { type: 'unknown', reason: REASON },
    });
    expect(outcome(iam(eventName, parameters, session('true')))).toBe('not-denied');
  });

  test('but not where an access key is denied it on everything', () => {
    expect(outcome(iam('DeleteVirtualMFADevice', null, user()))).toBe('denied');
  });
});

describe('an access key may look at its own user, but not set up MFA', () => {
  test.each([
    ['GetUser', null, 'not-denied'],
    ['ListMFADevices', { userName: 'anna' }, 'not-denied'],
    ['GetUser', { userName: 'bo' }, 'denied'],
    ['EnableMFADevice', { userName: 'anna' }, 'denied'],
    ['CreateVirtualMFADevice', { virtualMFADeviceName: 'anna' }, 'denied'],
    ['ChangePassword', null, 'denied'],
  ])('%s %j: %s', (eventName, parameters, expected) => {
    expect(outcome(iam(eventName, parameters, user()))).toBe(expected);
  });

  test('by the statement about access keys', () => {
    expect(replay(iam('EnableMFADevice', { userName: 'anna' }, user()))).toMatchObject({
      outcome: { type: 'denied', sid: 'DenyEnrolmentByAccessKey' },
    });
  });
});

describe('aws login', () => {
  const { accessKeyId: _, ...identity } = session('false');
  const login = (eventName: string, requestParameters: object) =>
    event({ eventSource: 'signin.amazonaws.com', eventName, requestParameters, userIdentity: identity });

  test.each([
    [
      'AuthorizeOAuth2Access',
      { client_id: 'arn:aws:signin:::devtools/same-device', scope: 'openid' },
      'not-denied',
    ],
    ['CreateOAuth2Token', { client_id: 'arn:aws:signin:::devtools/same-device' }, 'not-denied'],
    ['CreateOAuth2Token', { client_id: 'arn:aws:signin:::devtools/cross-device' }, 'not-denied'],
    ['CreateOAuth2Token', { client_id: 'arn:aws:signin:us-west-2::external-client/dcr/6095' }, 'unknown'],
    [
      'AuthorizeOAuth2Access',
      {
        client_id: 'arn:aws:signin:::devtools/same-device',
        resource: 'https://aws-mcp.us-west-2.api.aws/mcp',
      },
      'unknown',
    ],
    ['RevokeOAuth2TokenWithIAM', {}, 'denied'],
  ])('%s %j: %s', (eventName, parameters, expected) => {
    expect(outcome(login(eventName, parameters))).toBe(expected);
  });

  test('is not denied whatever signed it, as no statement is about it', () => {
    const { sessionContext: __, ...without } = identity as { sessionContext?: unknown };
    const record = { ...login('CreateOAuth2Token', { client_id: 'arn:aws:signin:::devtools/same-device' }) };
    expect(outcome({ ...record, userIdentity: without })).toBe('not-denied');
  });
});

describe('a call that an AWS service makes for the user is not denied', () => {
  test.each([
    ['CloudFormation, by access key', user({ invokedBy: 'cloudformation.amazonaws.com' }), 'not-denied'],
    [
      'CloudFormation, without MFA',
      session('false', { invokedBy: 'cloudformation.amazonaws.com' }),
      'not-denied',
    ],
    ['a service in China', session('false', { invokedBy: 'athena.amazonaws.com.cn' }), 'not-denied'],
    ['AWS Internal, with MFA', session('true', { invokedBy: 'AWS Internal' }), 'not-denied'],
    ['AWS Internal, without MFA', session('false', { invokedBy: 'AWS Internal' }), 'unknown'],
    ['AWS Internal, by access key', user({ invokedBy: 'AWS Internal' }), 'unknown'],
    ['the console', session('false', { invokedBy: 'signin.amazonaws.com' }), 'denied'],
    ['the console in China', session('false', { invokedBy: 'signin.amazonaws.cn' }), 'denied'],
  ])('%s: %s', (_, userIdentity, expected) => {
    expect(outcome(event({ userIdentity }))).toBe(expected);
  });

  test('AWS Internal in a session of the console is the console', () => {
    const userIdentity = session('false', { invokedBy: 'AWS Internal' });
    expect(outcome(event({ userIdentity, sessionCredentialFromConsole: 'true' }))).toBe('denied');
  });

  test('the address AWS Internal is the console', () => {
    expect(outcome(event({ ...FROM_CONSOLE, sourceIPAddress: 'AWS Internal' }))).toBe('denied');
  });

  test('a service as address, but not as caller, is undecided', () => {
    expect(replay(event({ ...WITHOUT_MFA, sourceIPAddress: 'states.amazonaws.com' }))).toMatchObject({
      outcome: {
        type: 'unknown',
        reason: 'the event does not tell whether an AWS service called for the user',
      },
    });
  });
});

describe('a call that failed', () => {
  test.each([
    'AccessDenied',
    'AccessDeniedException',
    'Client.UnauthorizedOperation',
    'UnauthorizedOperation',
    'Client.UnauthorizedAccess',
    'UnauthorizedException',
    'AuthorizationError',
    'AuthorizationErrorException',
    'NotAuthorized',
    'ForbiddenException',
  ])('for lack of permission (%s) loses nothing', (errorCode) => {
    expect(outcome(event({ errorCode, errorMessage: 'not authorized' }))).toBe('refused');
  });

  test.each([
    'NoSuchBucket',
    'ThrottlingException',
    'ValidationException',
    'NotAuthorizedException',
    'Client.DryRunOperation',
    'InvalidAuthorizationMessageException',
  ])('for another reason (%s) counts like one that succeeded', (errorCode) => {
    expect(outcome(event({ errorCode }))).toBe('denied');
  });
});

describe('a call that was throttled, and recorded without its parameters', () => {
  test.each([
    ['GetUser', null, 'ThrottlingException', 'unknown'],
    ['EnableMFADevice', null, 'Throttling', 'unknown'],
    ['DeleteVirtualMFADevice', null, 'TooManyRequestsException', 'unknown'],
    ['GetUser', null, 'Client.RequestLimitExceeded', 'unknown'],
    ['GetUser', null, 'NoSuchEntityException', 'not-denied'],
    ['GetUser', { userName: 'anna' }, 'ThrottlingException', 'not-denied'],
    ['GetUser', { userName: 'bo' }, 'ThrottlingException', 'denied'],
    ['ChangePassword', null, 'ThrottlingException', 'not-denied'],
    ['ListUsers', null, 'ThrottlingException', 'denied'],
  ])('%s %j %s: %s', (eventName, parameters, errorCode, expected) => {
    expect(outcome({ ...iam(eventName, parameters), errorCode })).toBe(expected);
  });
});

describe('what IAM does not ask a policy', () => {
  test.each(['GetCallerIdentity', 'GetSessionToken'])('sts:%s is not denied', (eventName) => {
    expect(outcome(event({ eventSource: 'sts.amazonaws.com', eventName }))).toBe('not-denied');
  });

  test.each(['GetAccessKeyInfo', 'DecodeAuthorizationMessage', 'GetFederationToken', 'AssumeRole'])(
    'but sts:%s needs permission',
    (eventName) => {
      expect(outcome(event({ eventSource: 'sts.amazonaws.com', eventName }))).toBe('denied');
    },
  );

  test.each([
    ['what a service did by itself', { eventType: 'AwsServiceEvent', eventName: 'RotateKey' }],
    ['what the owner of a VPC endpoint sees', { eventType: 'AwsVpceEvent', errorCode: 'VpceAccessDenied' }],
    ['the check of MFA at a sign-in', { eventType: 'AwsConsoleSignIn', eventName: 'CheckMfa' }],
    ['a switch of roles', { eventType: 'AwsConsoleSignIn', eventName: 'SwitchRole' }],
  ])('%s', (_, more) => {
    expect(outcome(event(more))).toBe('other');
  });

  test("the console's own pages are undecided without MFA, as their actions are not known", () => {
    const record = { eventSource: 'billingconsole.amazonaws.com', eventType: 'AwsConsoleAction' };
    expect(replay(event({ ...record, ...WITHOUT_MFA }))).toMatchObject({
      outcome: { type: 'unknown', reason: 'the event is not a call of an API, so its action is not known' },
    });
    expect(outcome(event({ ...record, userIdentity: session('true') }))).toBe('not-denied');
  });
});

describe('a role', () => {
  test('that a user assumes is named, with the key of its session', () => {
    expect(replay(assumeRole('ASIAEXAMPLEROLE23456'))).toMatchObject({
      type: 'call',
      action: 'sts:AssumeRole',
      roleArn: `arn:aws:iam::${ACCOUNT}:role/admin`,
      sessionKeyId: 'ASIAEXAMPLEROLE23456',
      outcome: { type: 'denied' },
    });
  });

  test('that a user assumes with MFA is not denied', () => {
    expect(outcome(assumeRole('ASIAEXAMPLEROLE23456', { userIdentity: session('true') }))).toBe('not-denied');
  });

  test.each([
    ['an access key', user(), ENFORCED, 'unknown'],
    ['an access key that is exempt', user(), KEYS_EXEMPT, 'not-denied'],
    ['a session without MFA', session('false'), KEYS_EXEMPT, 'unknown'],
    ['a session with MFA', session('true'), ENFORCED, 'not-denied'],
  ])('that a user assumes with an MFA code in the call, by %s', (_, userIdentity, policyOf, expected) => {
    const requestParameters = {
      roleArn: `arn:aws:iam::${ACCOUNT}:role/admin`,
      roleSessionName: 'anna',
      serialNumber: `arn:aws:iam::${ACCOUNT}:mfa/anna`,
    };
    const record = assumeRole('ASIAEXAMPLEROLE23456', { userIdentity, requestParameters });
    expect(outcome(record, policyOf)).toBe(expected);
    expect(outcome({ ...record, errorCode: 'AccessDenied' }, policyOf)).toBe('refused');
  });

  test('calls in its session', () => {
    expect(replay(event({ userIdentity: roleSession('ASIAEXAMPLEROLE23456') }))).toEqual({
      type: 'call-in-session',
      eventId: 'c0ffee00-0000-4000-8000-000000000001',
      time: '2026-11-20T08:15:00Z',
      accountId: ACCOUNT,
      region: 'eu-central-1',
      sessionKeyId: 'ASIAEXAMPLEROLE23456',
    });
  });

  test('that the console switched to has no key yet', () => {
    const userIdentity = { ...roleSession(''), accessKeyId: undefined };
    const more = { eventName: 'SwitchRole', eventType: 'AwsConsoleSignIn', userIdentity };
    expect(outcome(event({ eventSource: 'signin.amazonaws.com', ...more }))).toBe('other');
  });
});

test('a federated user calls in the session that GetFederationToken began', () => {
  const begun = event({
    eventSource: 'sts.amazonaws.com',
    eventName: 'GetFederationToken',
    responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLEFEDERATED' } },
  });
  const userIdentity = {
    ...roleSession('ASIAEXAMPLEFEDERATED'),
    type: 'FederatedUser',
    arn: `arn:aws:sts::${ACCOUNT}:federated-user/visitor`,
  };
  expect(replay(begun)).toMatchObject({ type: 'call', sessionKeyId: 'ASIAEXAMPLEFEDERATED' });
  expect(replay(event({ userIdentity }))).toMatchObject({
    type: 'call-in-session',
    sessionKeyId: 'ASIAEXAMPLEFEDERATED',
  });
});

describe('a sign-in to the console', () => {
  test.each([
    ['with MFA', consoleLogin('Yes'), { type: 'sign-in', userName: 'anna', mfa: true }],
    ['without MFA', consoleLogin('No'), { type: 'sign-in', userName: 'anna', mfa: false }],
    [
      'spelled as in older events',
      consoleLogin('No', 'Success', { eventType: 'AwsConsoleSignin' }),
      { type: 'sign-in', userName: 'anna', mfa: false },
    ],
    [
      'that failed',
      consoleLogin('No', 'Failure', { errorMessage: 'Failed authentication' }),
      { type: 'other' },
    ],
    [
      'with an unknown name',
      consoleLogin('No', 'Failure', {
        userIdentity: {
          type: 'IAMUser',
          accountId: ACCOUNT,
          accessKeyId: '',
          userName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
        },
      }),
      { type: 'other' },
    ],
    [
      'of root',
      consoleLogin('No', 'Success', {
        userIdentity: { type: 'Root', arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT },
      }),
      { type: 'other' },
    ],
  ])('%s', (_, record, expected) => {
    expect(replay(record)).toMatchObject(expected);
  });
});

describe('others, to whom the policy does not apply', () => {
  test.each([
    [
      'root',
      { type: 'Root', arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT, accessKeyId: 'AKIAROOT' },
    ],
    ['an AWS service', { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }],
    ['another account', { type: 'AWSAccount', principalId: 'AIDAOTHER', accountId: '210987654321' }],
    ['a user of another account', user({ accountId: '210987654321' })],
    ['a user of IAM Identity Center', { type: 'IdentityCenterUser', accountId: ACCOUNT }],
    ['a web identity', { type: 'WebIdentityUser', principalId: 'accounts.example', userName: 'visitor' }],
    ['somebody whom the event does not name', { accountId: ACCOUNT, invokedBy: 'AWS Internal' }],
  ])('%s', (_, userIdentity) => {
    expect(replay(event({ userIdentity })).type).toBe('other');
  });

  test('an event of CloudTrail Insights has no caller', () => {
    const { userIdentity: _, eventSource: __, eventName: ___, ...rest } = event();
    expect(outcome({ ...rest, eventType: 'AwsCloudTrailInsight', insightDetails: {} })).toBe('other');
  });
});

describe('partitions', () => {
  test.each([
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
  ])('the policy is that of %s', (partition, awsRegion) => {
    const asked: string[] = [];
    const arn = `arn:${partition}:iam::${ACCOUNT}:user/anna`;
    const record = iam('EnableMFADevice', { userName: 'anna' }, session('false', { arn }));
    const policyOf = (wanted: string) => {
      asked.push(wanted);
      return ENFORCED(wanted);
    };
    expect(outcome({ ...record, awsRegion }, policyOf)).toBe('not-denied');
    expect(
      outcome({ ...record, awsRegion, userIdentity: session('false', { arn: undefined }) }, policyOf),
    ).toBe('not-denied');
    expect(asked).toEqual([partition, partition]);
  });
});

describe('unreadable', () => {
  test.each(['eventID', 'eventTime', 'eventSource', 'eventName', 'awsRegion', 'userIdentity'])(
    'without %s',
    (field) => {
      for (const value of [undefined, null, 7, '']) {
        expect(replay(event({ [field]: value }))).toEqual({
          type: 'unreadable',
          reason: `${field} is missing`,
        });
      }
    },
  );

  test('with a user without a type', () => {
    expect(replay(event({ userIdentity: user({ type: undefined }) }))).toEqual({
      type: 'unreadable',
      reason: 'userIdentity.type is missing',
    });
  });

  test('with a user without an account', () => {
    const nobody = user({ accountId: undefined, arn: undefined });
    expect(replay(event({ userIdentity: nobody }))).toEqual({
      type: 'unreadable',
      reason: 'userIdentity.accountId is missing',
    });
    expect(replay(event({ userIdentity: nobody, recipientAccountId: undefined }))).toEqual({
      type: 'unreadable',
      reason: 'recipientAccountId is missing',
    });
  });

  test('an event without a recipient is in the log of its caller, whose account the ARN names too', () => {
    const expected = { type: 'call', accountId: ACCOUNT, outcome: { type: 'denied' } };
    expect(replay(event({ recipientAccountId: undefined }))).toMatchObject(expected);
    expect(replay(event({ userIdentity: user({ accountId: undefined }) }))).toMatchObject(expected);
  });

  test('with a user without a name', () => {
    const userIdentity = user({ userName: undefined, arn: undefined });
    expect(replay(event({ userIdentity }))).toEqual({
      type: 'unreadable',
      reason: 'userIdentity.userName is missing',
    });
  });

  test('a user without userName has the name of the ARN', () => {
    expect(replay(event({ userIdentity: user({ userName: undefined }) }))).toMatchObject({
      userName: 'anna',
    });
  });

  test.each([
    'yesterday',
    '2026-11-20',
    '2026-11-20T08:15:00',
    '2026-11-20T08:15:00+01:00',
    '2026-13-20T08:15:00Z',
  ])('with the time %s', (eventTime) => {
    expect(replay(event({ eventTime }))).toEqual({
      type: 'unreadable',
      reason: 'eventTime is not a time in UTC, such as 2026-11-25T08:15:00Z',
    });
  });

  test.each([[null], [undefined], ['text'], [7], [[event()]]])('%j', (record) => {
    expect(replay(record)).toEqual({ type: 'unreadable', reason: 'the record is not a JSON object' });
  });
});

describe('whatever a record holds', () => {
  const FIELDS = Object.keys(event());
  const HOSTILE = [
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    '*',
    '?',
    `\${aws:username}`,
    ':',
    '',
  ];
  const anyValue = fc.oneof(fc.anything(), fc.constantFrom(...HOSTILE), fc.string());

  test('it is replayed without an error', () => {
    fc.assert(
      fc.property(fc.anything(), fc.boolean(), (record, exempt) => {
        replay(record, policyWith(exempt));
      }),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...FIELDS), anyValue),
        fc.dictionary(fc.constantFrom(...Object.keys(session('false'))), anyValue),
        fc.constantFrom('iam', 'sts', 'signin', 's3', 'lambda', 'constructor'),
        (fields, identity, service) => {
          const eventSource = `${service}.amazonaws.com`;
          replay(event({ eventSource, userIdentity: session('false', identity), ...fields }));
          replay(event({ eventSource, ...fields, userIdentity: user(identity) }));
        },
      ),
    );
  });

  test('reasons do not quote the record, so that they can be counted', () => {
    const reasons = new Set<string>();
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...FIELDS), anyValue), (fields) => {
        const replayed = replay(event(fields));
        if (replayed.type === 'unreadable') reasons.add(replayed.reason);
      }),
      { numRuns: 2000 },
    );
    expect(reasons.size).toBeLessThanOrEqual(12);
  });
});
