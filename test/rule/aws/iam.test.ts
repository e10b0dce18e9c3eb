import { IAMClient } from '@aws-sdk/client-iam';
import { iamApi } from '../../../rule/aws/iam';
import type { AwsCallError } from '../../../rule/core/errors';
import type { IamApi } from '../../../rule/ports';
import { CANNED_CLIENT, type Canned, CannedAws } from '../../support/canned-aws';
import { rejectionOf } from '../../support/thrown';

const aws = new CannedAws();
let iam: IamApi;
let client: IAMClient;

beforeAll(async () => {
  client = new IAMClient({ ...CANNED_CLIENT, endpoint: await aws.open() });
  iam = iamApi(client);
});

afterAll(async () => {
  client.destroy();
  await aws.close();
});

const SECOND = 1_000;

/** A result as IAM wraps it. */
function answerOf(action: string, result: string): Canned {
  return {
    body: `<${action}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`,
  };
}

function errorOf(status: number, code: string, message = 'as the test wants it'): Canned {
  return {
    status,
    body: `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
  };
}

const CREATED = '<CreateDate>2027-01-01T08:30:00Z</CreateDate>';
const LAST = '<IsTruncated>false</IsTruncated>';
const USER = `<Path>/team/</Path><UserName>alice</UserName><UserId>AIDAALICE</UserId><Arn>arn:aws:iam::123456789012:user/team/alice</Arn>${CREATED}`;
const DEVICE =
  '<SerialNumber>arn:aws:iam::123456789012:mfa/alice</SerialNumber><EnableDate>2027-01-02T09:00:00Z</EnableDate>';

async function failureOf(call: Promise<unknown>): Promise<AwsCallError> {
  return (await rejectionOf(call)) as AwsCallError;
}

describe('an answer', () => {
  test.each<[string, string, string, (from: IamApi) => Promise<unknown>, unknown, object]>([
    [
      'a page of users',
      'ListUsers',
      `<Users><member>${USER}</member></Users>${LAST}`,
      (from) => from.listUsers(undefined, SECOND),
      { items: [{ userId: 'AIDAALICE', userName: 'alice', path: '/team/' }] },
      { Action: 'ListUsers', MaxItems: '1000' },
    ],
    [
      'a page of users with another after it',
      'ListUsers',
      `<Users><member>${USER}</member></Users><IsTruncated>true</IsTruncated><Marker>two</Marker>`,
      (from) => from.listUsers('one', SECOND),
      { items: [{ userId: 'AIDAALICE', userName: 'alice', path: '/team/' }], next: 'two' },
      { Action: 'ListUsers', Marker: 'one' },
    ],
    [
      'a last page that bears a marker',
      'ListUsers',
      `<Users/>${LAST}<Marker>two</Marker>`,
      (from) => from.listUsers(undefined, SECOND),
      { items: [] },
      {},
    ],
    [
      'an empty page with another after it',
      'ListUsers',
      '<Users/><IsTruncated>true</IsTruncated><Marker>two</Marker>',
      (from) => from.listUsers(undefined, SECOND),
      { items: [], next: 'two' },
      {},
    ],
    [
      "a page of virtual devices, the root user's among them",
      'ListVirtualMFADevices',
      `<VirtualMFADevices><member>${DEVICE}<User>${USER}</User></member><member><SerialNumber>arn:aws:iam::123456789012:mfa/root</SerialNumber><User><UserId>123456789012</UserId><Arn>arn:aws:iam::123456789012:root</Arn>${CREATED}</User></member></VirtualMFADevices>${LAST}`,
      (from) => from.listVirtualMfaDevices('m', SECOND),
      {
        items: [
          {
            userId: 'AIDAALICE',
            serialNumber: 'arn:aws:iam::123456789012:mfa/alice',
            enableDate: new Date('2027-01-02T09:00:00Z'),
          },
          { userId: '123456789012', serialNumber: 'arn:aws:iam::123456789012:mfa/root' },
        ],
      },
      { Action: 'ListVirtualMFADevices', AssignmentStatus: 'Assigned', MaxItems: '1000', Marker: 'm' },
    ],
    [
      'a password',
      'GetLoginProfile',
      `<LoginProfile><UserName>alice</UserName>${CREATED}<PasswordResetRequired>false</PasswordResetRequired></LoginProfile>`,
      (from) => from.getLoginProfile('alice', SECOND),
      { createDate: new Date('2027-01-01T08:30:00Z') },
      { Action: 'GetLoginProfile', UserName: 'alice' },
    ],
    [
      'devices',
      'ListMFADevices',
      `<MFADevices><member><UserName>alice</UserName>${DEVICE}</member><member><SerialNumber>GAHT1</SerialNumber></member></MFADevices>${LAST}`,
      (from) => from.listMfaDevices('alice', undefined, SECOND),
      {
        items: [
          {
            serialNumber: 'arn:aws:iam::123456789012:mfa/alice',
            enableDate: new Date('2027-01-02T09:00:00Z'),
          },
          { serialNumber: 'GAHT1' },
        ],
      },
      { Action: 'ListMFADevices', UserName: 'alice' },
    ],
    [
      'tags, an empty value among them',
      'ListUserTags',
      `<Tags><member><Key>team</Key><Value>a &amp; b</Value></member><member><Key>x</Key><Value></Value></member></Tags><IsTruncated>true</IsTruncated><Marker>t2</Marker>`,
      (from) => from.listUserTags('alice', 't1', SECOND),
      {
        items: [
          { key: 'team', value: 'a & b' },
          { key: 'x', value: '' },
        ],
        next: 't2',
      },
      { Action: 'ListUserTags', UserName: 'alice', Marker: 't1' },
    ],
    [
      'members of a group',
      'GetGroup',
      `<Group><GroupName>G</GroupName></Group><Users><member>${USER}</member></Users>${LAST}`,
      (from) => from.getGroup('G', undefined, SECOND),
      { items: ['AIDAALICE'] },
      { Action: 'GetGroup', GroupName: 'G', MaxItems: '1000' },
    ],
    [
      'the account, with a password and without MFA',
      'GetAccountSummary',
      '<SummaryMap><entry><key>AccountPasswordPresent</key><value>1</value></entry><entry><key>AccountMFAEnabled</key><value>0</value></entry><entry><key>Users</key><value>7</value></entry></SummaryMap>',
      (from) => from.getAccountSummary(SECOND),
      { password: true, mfa: false },
      { Action: 'GetAccountSummary' },
    ],
    [
      'the account, without a password and with MFA',
      'GetAccountSummary',
      '<SummaryMap><entry><key>AccountPasswordPresent</key><value>0</value></entry><entry><key>AccountMFAEnabled</key><value>1</value></entry></SummaryMap>',
      (from) => from.getAccountSummary(SECOND),
      { password: false, mfa: true },
      {},
    ],
  ])('%s', async (_name, action, result, ask, expected, sent) => {
    aws.answer = answerOf(action, result);
    expect(await ask(iam)).toEqual(expected);
    expect(aws.form).toMatchObject(sent);
  });

  test('of NoSuchEntity about a password is none', async () => {
    aws.answer = errorOf(404, 'NoSuchEntity');
    expect(await iam.getLoginProfile('alice', SECOND)).toBe('none');
  });
});

describe('a failure', () => {
  test.each<[string, Canned, string]>([
    ['a throttle', errorOf(400, 'Throttling', 'Rate exceeded'), 'throttled'],
    ['a throttle by another name', errorOf(400, 'ThrottlingException'), 'throttled'],
    ['a throttle of a burst', errorOf(400, 'RequestLimitExceeded'), 'throttled'],
    ['a throttle by its status', errorOf(429, 'Whatever'), 'throttled'],
    ['a throttle that the service answers', errorOf(503, 'Throttling'), 'throttled'],
    ['a failure of the service', errorOf(500, 'ServiceFailure'), 'transient'],
    ['a service that is not there', errorOf(503, 'ServiceUnavailable'), 'transient'],
    ['a gateway that answers for it', { status: 502, body: '<html>Bad gateway</html>' }, 'transient'],
    ['no permission', errorOf(403, 'AccessDenied'), 'denied'],
    ['no permission, by another name', errorOf(403, 'AccessDeniedException'), 'denied'],
    ['a thing that is not there', errorOf(404, 'NoSuchEntity'), 'missing'],
    ['a credential that nobody knows', errorOf(403, 'InvalidClientTokenId'), 'refused'],
    ['a parameter that nobody takes', errorOf(400, 'ValidationError'), 'refused'],
    ['a name that only begins like one', errorOf(400, 'NoSuchEntityAtAll'), 'refused'],
    ['a refusal that only begins like one', errorOf(403, 'AccessDeniedByMistake'), 'refused'],
    ['a name that only ends like one', errorOf(400, 'NotNoSuchEntity'), 'refused'],
    ['a refusal that only ends like one', errorOf(400, 'NotAccessDenied'), 'refused'],
    ['a refusal without a body', { status: 400, body: '' }, 'refused'],
    ['a connection cut before the answer', 'cut before the answer', 'transient'],
    [
      'a connection cut in the middle',
      { cutAfter: '<ListUsersResponse><ListUsersResult><Users>' },
      'transient',
    ],
    ['an answer that is not XML', { body: '{"Users":[]}' }, 'transient'],
    ['an answer of nothing', { body: '' }, 'transient'],
    ['an answer that ends too soon', { body: '<ListUsersResponse><ListUsersResult><Users/>' }, 'transient'],
  ])('%s', async (_name, answer, failure) => {
    aws.answer = answer;
    const error = await failureOf(iam.listUsers(undefined, SECOND));
    expect(error).toMatchObject({ code: 'AwsCallFailed', action: 'iam:ListUsers', failure });
  });

  test('that takes too long is transient', async () => {
    aws.answer = 'silence';
    const error = await failureOf(iam.listUsers(undefined, 20.5));
    expect(error).toMatchObject({ action: 'iam:ListUsers', failure: 'transient' });
  });

  test.each(['AccessDenied', 'Throttling', 'ServiceFailure', 'ValidationError'])(
    '%s about a password is never none',
    async (code) => {
      aws.answer = errorOf(code === 'ServiceFailure' ? 500 : 400, code);
      expect(await failureOf(iam.getLoginProfile('alice', SECOND))).toMatchObject({
        action: 'iam:GetLoginProfile',
      });
    },
  );

  test('about anything but a password is missing, never empty', async () => {
    aws.answer = errorOf(404, 'NoSuchEntity', 'The group with name G cannot be found.');
    expect(await failureOf(iam.getGroup('G', undefined, SECOND))).toMatchObject({ failure: 'missing' });
    expect(await failureOf(iam.listMfaDevices('alice', undefined, SECOND))).toMatchObject({
      failure: 'missing',
    });
    expect(await failureOf(iam.listUserTags('alice', undefined, SECOND))).toMatchObject({
      failure: 'missing',
    });
  });

  test("keeps AWS's name and message, the message cut where it is long", async () => {
    aws.answer = errorOf(403, 'AccessDenied', 'm'.repeat(400));
    const error = await failureOf(iam.listUsers(undefined, SECOND));
    expect(error.message).toBe(
      `AwsCallFailed: iam:ListUsers is not allowed; grant the role this action (AccessDenied: ${'m'.repeat(286)})`,
    );
    expect(error.cause).toMatchObject({ name: 'AccessDenied' });
  });
});

describe('an answer that lacks what it must hold', () => {
  test.each<[string, string, string, (from: IamApi) => Promise<unknown>, string]>([
    ['users', 'ListUsers', LAST, (from) => from.listUsers(undefined, SECOND), 'Users'],
    [
      'the marker of the next page',
      'ListUsers',
      '<Users/><IsTruncated>true</IsTruncated>',
      (from) => from.listUsers(undefined, SECOND),
      'Marker',
    ],
    [
      'the id of a user',
      'ListUsers',
      `<Users><member><Path>/</Path><UserName>alice</UserName></member></Users>${LAST}`,
      (from) => from.listUsers(undefined, SECOND),
      'UserId',
    ],
    [
      'the name of a user',
      'ListUsers',
      `<Users><member><Path>/</Path><UserId>AIDA</UserId></member></Users>${LAST}`,
      (from) => from.listUsers(undefined, SECOND),
      'UserName',
    ],
    [
      'the path of a user',
      'ListUsers',
      `<Users><member><UserName>alice</UserName><UserId>AIDA</UserId></member></Users>${LAST}`,
      (from) => from.listUsers(undefined, SECOND),
      'Path',
    ],
    [
      'virtual devices',
      'ListVirtualMFADevices',
      LAST,
      (from) => from.listVirtualMfaDevices(undefined, SECOND),
      'VirtualMFADevices',
    ],
    [
      'the user of a virtual device',
      'ListVirtualMFADevices',
      `<VirtualMFADevices><member>${DEVICE}</member></VirtualMFADevices>${LAST}`,
      (from) => from.listVirtualMfaDevices(undefined, SECOND),
      'User.UserId',
    ],
    [
      'the serial number of a virtual device',
      'ListVirtualMFADevices',
      `<VirtualMFADevices><member><User>${USER}</User></member></VirtualMFADevices>${LAST}`,
      (from) => from.listVirtualMfaDevices(undefined, SECOND),
      'SerialNumber',
    ],
    [
      'a password',
      'GetLoginProfile',
      '',
      (from) => from.getLoginProfile('alice', SECOND),
      'LoginProfile.CreateDate',
    ],
    [
      'the date of a password',
      'GetLoginProfile',
      '<LoginProfile><UserName>alice</UserName></LoginProfile>',
      (from) => from.getLoginProfile('alice', SECOND),
      'LoginProfile.CreateDate',
    ],
    [
      'devices',
      'ListMFADevices',
      LAST,
      (from) => from.listMfaDevices('alice', undefined, SECOND),
      'MFADevices',
    ],
    [
      'the serial number of a device',
      'ListMFADevices',
      `<MFADevices><member><UserName>alice</UserName></member></MFADevices>${LAST}`,
      (from) => from.listMfaDevices('alice', undefined, SECOND),
      'SerialNumber',
    ],
    ['tags', 'ListUserTags', LAST, (from) => from.listUserTags('alice', undefined, SECOND), 'Tags'],
    [
      'the key of a tag',
      'ListUserTags',
      `<Tags><member><Value>x</Value></member></Tags>${LAST}`,
      (from) => from.listUserTags('alice', undefined, SECOND),
      'Key',
    ],
    [
      'the value of a tag',
      'ListUserTags',
      `<Tags><member><Key>x</Key></member></Tags>${LAST}`,
      (from) => from.listUserTags('alice', undefined, SECOND),
      'Value',
    ],
    ['members', 'GetGroup', LAST, (from) => from.getGroup('G', undefined, SECOND), 'Users'],
    [
      'the id of a member',
      'GetGroup',
      `<Users><member><UserName>alice</UserName></member></Users>${LAST}`,
      (from) => from.getGroup('G', undefined, SECOND),
      'UserId',
    ],
    [
      'whether the root user has a password',
      'GetAccountSummary',
      '<SummaryMap><entry><key>AccountMFAEnabled</key><value>1</value></entry></SummaryMap>',
      (from) => from.getAccountSummary(SECOND),
      'AccountPasswordPresent; if every run says so, leave includeRoot out',
    ],
    [
      'whether the root user has MFA',
      'GetAccountSummary',
      '<SummaryMap><entry><key>AccountPasswordPresent</key><value>1</value></entry></SummaryMap>',
      (from) => from.getAccountSummary(SECOND),
      'AccountMFAEnabled; if every run says so, leave includeRoot out',
    ],
    [
      'a summary',
      'GetAccountSummary',
      '',
      (from) => from.getAccountSummary(SECOND),
      'AccountPasswordPresent; if every run says so, leave includeRoot out',
    ],
  ])('%s', async (_name, action, result, ask, member) => {
    aws.answer = answerOf(action, result);
    const error = await failureOf(ask(iam));
    expect(error).toMatchObject({ failure: 'transient', action: `iam:${action}` });
    expect(error.message).toBe(
      `AwsCallFailed: iam:${action} failed every time it was tried; the next run asks again (the answer lacks ${member})`,
    );
  });
});

test('one call is one request', async () => {
  aws.answer = errorOf(500, 'ServiceFailure');
  const before = aws.requests.length;
  await failureOf(iam.listUsers(undefined, SECOND));
  expect(aws.requests.length - before).toBe(1);
});
