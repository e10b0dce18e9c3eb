import * as iam from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { createAccessKey } from '../../account/access-keys';
import { codeAt } from '../../account/totp';
import { createUser, setPassword, userNamed } from '../../account/users';
import { elementsOf } from '../../cloudtrail/elements';
import { eventErrorCode } from '../../cloudtrail/recorded-as';
import type { Shape } from '../../wire/shape';
import { NOW, refusalOf, type ServedAccount, serveAccount } from '../support/served-account';

let served: ServedAccount;
beforeEach(async () => {
  served = await serveAccount();
});
afterEach(() => served.close());

const last = () => served.account.cloudTrail.events.at(-1);

test('what a call was asked and answered is recorded without its secrets', async () => {
  const client = served.iam();
  const UserName = 'anna';
  await client.send(new iam.CreateUserCommand({ UserName, Tags: [{ Key: 'Team', Value: 'Blue' }] }));
  expect(last()).toMatchObject({
    requestParameters: { userName: 'anna', tags: [{ key: 'Team', value: 'Blue' }] },
    responseElements: { user: { userName: 'anna', createDate: 'Jan 15, 2027, 12:00:00 PM' } },
    readOnly: false,
  });
  await client.send(new iam.CreateLoginProfileCommand({ UserName, Password: 'Correct-horse-1' }));
  expect(last()?.requestParameters).toEqual({ userName: 'anna' });
  expect(last()?.responseElements).toEqual({
    loginProfile: { userName: 'anna', createDate: 'Jan 15, 2027, 12:00:00 PM', passwordResetRequired: false },
  });
  const { AccessKey } = await client.send(new iam.CreateAccessKeyCommand({ UserName }));
  expect(last()?.responseElements).toEqual({
    accessKey: {
      userName: 'anna',
      accessKeyId: AccessKey?.AccessKeyId,
      status: 'Active',
      createDate: 'Jan 15, 2027, 12:00:00 PM',
    },
  });
});

test('a virtual device is recorded without seed, QR code, and codes', async () => {
  const { account, clock } = served;
  createUser(account, { userName: 'anna' }, NOW);
  const client = served.iam();
  const command = new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'anna' });
  const { SerialNumber, Base32StringSeed } = (await client.send(command)).VirtualMFADevice ?? {};
  expect(last()).toMatchObject({
    requestParameters: { virtualMFADeviceName: 'anna' },
    responseElements: { virtualMFADevice: { serialNumber: 'arn:aws:iam::123456789012:mfa/anna' } },
  });
  expect(last()?.responseElements).toEqual({ virtualMFADevice: { serialNumber: SerialNumber } });
  const seed = Buffer.from(Base32StringSeed ?? []).toString();
  const AuthenticationCode1 = codeAt(seed, clock.now());
  clock.advance(30_000);
  const AuthenticationCode2 = codeAt(seed, clock.now());
  const codes = { AuthenticationCode1, AuthenticationCode2 };
  await client.send(new iam.EnableMFADeviceCommand({ UserName: 'anna', SerialNumber, ...codes }));
  expect(last()).toMatchObject({ eventName: 'EnableMFADevice', responseElements: null });
  expect(last()?.requestParameters).toEqual({ userName: 'anna', serialNumber: SerialNumber });
});

test('no password, key, token, seed, or code is anywhere in the trail', async () => {
  const { account, clock } = served;
  const anna = createUser(account, { userName: 'anna' }, NOW);
  setPassword(account, anna, 'Old-horse-1', false, NOW);
  const key = createAccessKey(account, userNamed(account, 'anna'), NOW);
  account.passwordPolicy = { AllowUsersToChangePassword: true } as never;
  const secrets = ['Old-horse-1', 'New-horse-2', key.secretAccessKey, '654321'];
  const change = new iam.ChangePasswordCommand({ OldPassword: 'Old-horse-1', NewPassword: 'New-horse-2' });
  await served.iam(key).send(change);
  const { Credentials } = await served.sts(key).send(new GetSessionTokenCommand({}));
  secrets.push(Credentials?.SecretAccessKey ?? '', Credentials?.SessionToken ?? '');
  const RoleArn = 'arn:aws:iam::123456789012:role/none';
  const mfa = { SerialNumber: 'arn:aws:iam::123456789012:mfa/anna', TokenCode: '654321' };
  await refusalOf(served.sts(key).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'work', ...mfa })));
  clock.advance(1_000);
  const text = JSON.stringify(account.cloudTrail.events);
  expect(secrets.filter((secret) => secret === '' || text.includes(secret))).toEqual([]);
  expect(
    account.cloudTrail.events.map(({ eventName, requestParameters }) => [eventName, requestParameters]),
  ).toEqual([
    ['ChangePassword', null],
    ['GetSessionToken', null],
    ['AssumeRole', null],
  ]);
});

test('an evaluation’s result token is hidden, and the names of a map stay as they are', () => {
  const text = { type: 'string' } as const;
  const members = new Map<string, Shape>([
    ['ResultToken', text],
    ['Parameters', { type: 'map', value: text }],
  ]);
  const shape = { type: 'structure', name: 'Request', members } as const;
  expect(elementsOf(shape, { ResultToken: 'token', Parameters: { Role: 'r' }, TestMode: undefined })).toEqual(
    {
      resultToken: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      parameters: { Role: 'r' },
    },
  );
  expect(elementsOf(shape, {})).toBeNull();
});

test('the error code of an event is the name of the exception in IAM’s model', async () => {
  await refusalOf(served.iam().send(new iam.GetUserCommand({ UserName: 'nobody' })));
  expect(last()).toMatchObject({
    errorCode: 'NoSuchEntityException',
    errorMessage: 'The user with name nobody cannot be found.',
    requestParameters: { userName: 'nobody' },
  });
  // In the SDK's schemas, -3 is an exception, its name is third, and its traits are fourth.
  const exceptions = Object.values<unknown>(Object(iam)).flatMap((schema) => {
    if (!Array.isArray(schema) || schema[0] !== -3) return [];
    const { awsQueryError }: { readonly awsQueryError?: readonly [string, number] } = Object(schema[3]);
    return awsQueryError === undefined ? [] : [[awsQueryError[0], String(schema[2])] as const];
  });
  expect(exceptions.length).toBeGreaterThan(20);
  for (const [code, name] of exceptions) expect([code, eventErrorCode('iam', code)]).toEqual([code, name]);
});

test.each([
  ['organizations', 'AccessDeniedException', 'AccessDenied'],
  ['config', 'AccessDeniedException', 'AccessDeniedException'],
  ['sts', 'AccessDenied', 'AccessDenied'],
  ['sts', 'ExpiredTokenException', 'ExpiredTokenException'],
  ['iam', 'ValidationError', 'ValidationException'],
] as const)('%s: %s is recorded as %s', (service, code, expected) => {
  expect(eventErrorCode(service, code)).toBe(expected);
});
