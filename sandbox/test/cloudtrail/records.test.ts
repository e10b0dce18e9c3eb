import { ListUsersCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { createAccessKey, updateAccessKey } from '../../account/access-keys';
import { attachDevice } from '../../account/mfa-devices';
import { putInlinePolicy } from '../../account/policies';
import { createRole } from '../../account/roles';
import { openConsoleSession } from '../../account/sessions';
import { codeAt } from '../../account/totp';
import { createUser, userNamed } from '../../account/users';
import type { CloudTrailRecord } from '../../cloudtrail/cloudtrail-record';
import {
  type Credentials,
  NOW,
  refusalOf,
  type ServedAccount,
  serveAccount,
} from '../support/served-account';

const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const ALL = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const SERIAL = 'GAHT12345678';

let served: ServedAccount;
let key: Credentials;
let userId: string;

/** Alice may do everything, and has a key and a hardware token. */
beforeEach(async () => {
  served = await serveAccount();
  const { account } = served;
  ({ userId } = createUser(account, { userName: 'alice', path: '/staff/' }, NOW));
  const device = { type: 'hardware-totp', serialNumber: SERIAL, secret } as const;
  attachDevice(account, userNamed(account, 'alice'), device, NOW);
  putInlinePolicy(account, { type: 'user', record: alice() }, { policyName: 'all', document: ALL });
  key = createAccessKey(account, alice(), NOW);
});
afterEach(() => served.close());

const alice = () => userNamed(served.account, 'alice');

/** What the account's trail has. */
function recorded(): readonly CloudTrailRecord[] {
  return served.account.cloudTrail.events;
}

function listUsers(credentials?: Credentials) {
  return served.iam(credentials).send(new ListUsersCommand({ MaxItems: 5 }));
}

function credentialsIn(answer: { readonly Credentials?: object | undefined }): Credentials {
  const { AccessKeyId, SecretAccessKey, SessionToken }: Record<string, string> = Object(answer.Credentials);
  return {
    accessKeyId: AccessKeyId ?? '',
    secretAccessKey: SecretAccessKey ?? '',
    sessionToken: SessionToken ?? '',
  };
}

test('a call by access key', async () => {
  const { $metadata } = await listUsers(key);
  expect(recorded()).toEqual([
    {
      eventVersion: '1.11',
      userIdentity: {
        type: 'IAMUser',
        principalId: userId,
        arn: 'arn:aws:iam::123456789012:user/staff/alice',
        accountId: '123456789012',
        accessKeyId: key.accessKeyId,
        userName: 'alice',
      },
      eventTime: '2027-01-15T12:00:00Z',
      eventSource: 'iam.amazonaws.com',
      eventName: 'ListUsers',
      awsRegion: 'us-east-1',
      sourceIPAddress: '127.0.0.1',
      userAgent: expect.stringMatching(/^aws-sdk-js\//),
      requestParameters: { maxItems: 5 },
      responseElements: null,
      requestID: $metadata.requestId,
      eventID: UUID,
      readOnly: true,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: '123456789012',
      eventCategory: 'Management',
    },
  ]);
});

test.each([
  [false, 'false', { MFAUsed: 'No' }],
  [true, 'true', { MFAIdentifier: SERIAL, MFAUsed: 'Yes' }],
])(
  'a sign-in to the console, with MFA: %s, and a call in its session',
  async (mfa, mfaAuthenticated, mfaData) => {
    const session = openConsoleSession(served.account, alice(), mfa, NOW);
    served.clock.advance(90_500);
    await listUsers(session);
    const user = {
      type: 'IAMUser',
      principalId: userId,
      arn: 'arn:aws:iam::123456789012:user/staff/alice',
      accountId: '123456789012',
      userName: 'alice',
    };
    const [signIn, call] = recorded();
    expect(signIn).toEqual({
      eventVersion: '1.11',
      userIdentity: user,
      eventTime: '2027-01-15T12:00:00Z',
      eventSource: 'signin.amazonaws.com',
      eventName: 'ConsoleLogin',
      awsRegion: 'us-east-1',
      sourceIPAddress: '127.0.0.1',
      userAgent: 'Mozilla/5.0',
      requestParameters: null,
      responseElements: { ConsoleLogin: 'Success' },
      additionalEventData: {
        LoginTo: 'https://console.aws.amazon.com/console/home',
        MobileVersion: 'No',
        ...mfaData,
      },
      eventID: UUID,
      readOnly: false,
      eventType: 'AwsConsoleSignIn',
      managementEvent: true,
      recipientAccountId: '123456789012',
      eventCategory: 'Management',
    });
    expect(call).toMatchObject({
      eventTime: '2027-01-15T12:01:30Z',
      userIdentity: {
        ...user,
        accessKeyId: session.accessKeyId,
        sessionContext: { attributes: { creationDate: '2027-01-15T12:00:00Z', mfaAuthenticated } },
      },
      sessionCredentialFromConsole: 'true',
    });
  },
);

test('GetSessionToken with a code, and a call in the session that it gave', async () => {
  const command = new GetSessionTokenCommand({ SerialNumber: SERIAL, TokenCode: codeAt(secret, NOW) });
  const session = credentialsIn(await served.sts(key).send(command));
  await listUsers(session);
  const [given, call] = recorded();
  expect(given).toMatchObject({
    eventSource: 'sts.amazonaws.com',
    eventName: 'GetSessionToken',
    userIdentity: { accessKeyId: key.accessKeyId },
    requestParameters: { serialNumber: SERIAL },
    responseElements: {
      credentials: { accessKeyId: session.accessKeyId, expiration: 'Jan 16, 2027, 12:00:00 AM' },
    },
    readOnly: true,
  });
  expect(call?.userIdentity).toEqual({
    type: 'IAMUser',
    principalId: userId,
    arn: 'arn:aws:iam::123456789012:user/staff/alice',
    accountId: '123456789012',
    accessKeyId: session.accessKeyId,
    userName: 'alice',
    sessionContext: { attributes: { creationDate: '2027-01-15T12:00:00Z', mfaAuthenticated: 'true' } },
  });
  expect(call).not.toHaveProperty('sessionCredentialFromConsole');
});

test('AssumeRole, and a call in the session of the role', async () => {
  const { account } = served;
  const Statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: alice().arn } };
  const assumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const role = createRole(account, { roleName: 'admin', path: '/ops/', assumeRolePolicyDocument }, NOW);
  putInlinePolicy(account, { type: 'role', record: role }, { policyName: 'all', document: ALL });
  const command = new AssumeRoleCommand({ RoleArn: role.arn, RoleSessionName: 'work', DurationSeconds: 900 });
  const session = credentialsIn(await served.sts(key).send(command));
  await listUsers(session);
  const [assumed, call] = recorded();
  expect(assumed).toMatchObject({
    eventName: 'AssumeRole',
    userIdentity: { type: 'IAMUser', userName: 'alice', accessKeyId: key.accessKeyId },
    requestParameters: {
      roleArn: 'arn:aws:iam::123456789012:role/ops/admin',
      roleSessionName: 'work',
      durationSeconds: 900,
    },
    responseElements: {
      credentials: { accessKeyId: session.accessKeyId, expiration: 'Jan 15, 2027, 12:15:00 PM' },
      assumedRoleUser: {
        assumedRoleId: `${role.roleId}:work`,
        arn: 'arn:aws:sts::123456789012:assumed-role/admin/work',
      },
    },
    readOnly: true,
    resources: [
      { ARN: 'arn:aws:iam::123456789012:role/ops/admin', accountId: '123456789012', type: 'AWS::IAM::Role' },
    ],
  });
  expect(assumed).not.toHaveProperty('sharedEventID');
  expect(call?.userIdentity).toEqual({
    type: 'AssumedRole',
    principalId: `${role.roleId}:work`,
    arn: 'arn:aws:sts::123456789012:assumed-role/admin/work',
    accountId: '123456789012',
    accessKeyId: session.accessKeyId,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: role.roleId,
        arn: 'arn:aws:iam::123456789012:role/ops/admin',
        accountId: '123456789012',
        userName: 'admin',
      },
      attributes: { creationDate: '2027-01-15T12:00:00Z', mfaAuthenticated: 'false' },
    },
  });
});

test('the root user, by access key', async () => {
  const { account } = served;
  const accessKeys = alice().accessKeys.map((accessKey) => ({ ...accessKey, accessKeyId: 'AKIAROOT' }));
  account.root = { ...account.root, accessKeys };
  await listUsers({ accessKeyId: 'AKIAROOT', secretAccessKey: 'unchecked' });
  expect(recorded()[0]?.userIdentity).toEqual({
    type: 'Root',
    principalId: '123456789012',
    arn: 'arn:aws:iam::123456789012:root',
    accountId: '123456789012',
    accessKeyId: 'AKIAROOT',
  });
});

test('the administrator is a session of a role', async () => {
  await listUsers();
  expect(recorded()[0]?.userIdentity).toMatchObject({
    type: 'AssumedRole',
    principalId: 'AROAADMINISTRATOR2345:sandbox',
    arn: 'arn:aws:sts::123456789012:assumed-role/Administrator/sandbox',
    sessionContext: {
      sessionIssuer: {
        principalId: 'AROAADMINISTRATOR2345',
        arn: 'arn:aws:iam::123456789012:role/Administrator',
        userName: 'Administrator',
      },
    },
  });
});

test('a denied call says why, and has no parameters', async () => {
  const bob = createAccessKey(served.account, createUser(served.account, { userName: 'bob' }, NOW), NOW);
  await refusalOf(listUsers(bob));
  const message =
    'User: arn:aws:iam::123456789012:user/bob is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::123456789012:user/ because no identity-based policy allows the iam:ListUsers action';
  expect(recorded()).toMatchObject([
    {
      eventName: 'ListUsers',
      userIdentity: { userName: 'bob' },
      errorCode: 'AccessDenied',
      errorMessage: message,
      requestParameters: null,
      responseElements: null,
    },
  ]);
});

test('a throttled call is recorded too', async () => {
  served.server.pipeline.limitRate('iam', { perSecond: 0, burst: 0 });
  await refusalOf(listUsers(key));
  expect(recorded()).toMatchObject([
    { errorCode: 'ThrottlingException', errorMessage: 'Rate exceeded', requestParameters: null },
  ]);
});

test('a request whose credentials are not valid is nobody’s, and not recorded', async () => {
  const { account } = served;
  const session = openConsoleSession(account, alice(), false, NOW);
  await refusalOf(listUsers({ ...session, sessionToken: 'other' }));
  for (const accessKey of alice().accessKeys)
    updateAccessKey(account, alice(), { ...accessKey, status: 'Inactive' });
  await refusalOf(listUsers(key));
  await fetch(served.server.url, { method: 'POST', body: 'Action=ListUsers&Version=2010-05-08' });
  expect(recorded().map(({ eventName }) => eventName)).toEqual(['ConsoleLogin']);
});

test('an action that AWS does not have is not recorded', async () => {
  const authorization = `AWS4-HMAC-SHA256 Credential=${key.accessKeyId}/20270115/us-east-1/iam/aws4_request, SignedHeaders=host`;
  const body = 'Action=ListUnicorns&Version=2010-05-08';
  await fetch(served.server.url, { method: 'POST', body, headers: { authorization } });
  expect(recorded()).toEqual([]);
});
