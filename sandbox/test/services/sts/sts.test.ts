import { ListUsersCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { createAccessKey } from '../../../account/access-keys';
import { attachDevice } from '../../../account/mfa-devices';
import { putInlinePolicy } from '../../../account/policies';
import { createRole } from '../../../account/roles';
import { openSession } from '../../../account/sessions';
import { codeAt } from '../../../account/totp';
import { createUser, userNamed } from '../../../account/users';
import {
  type Credentials,
  NOW,
  refusalOf,
  type ServedAccount,
  serveAccount,
} from '../../support/served-account';

const RoleArn = 'arn:aws:iam::123456789012:role/ops/admin';
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

let served: ServedAccount;
let alice: Credentials;
beforeEach(async () => {
  served = await serveAccount();
  alice = createAccessKey(served.account, createUser(served.account, { userName: 'alice' }, NOW), NOW);
});
afterEach(() => served.close());

function roleTrusting(principal: object, condition: object = {}): void {
  const Statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal, ...condition };
  const assumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  createRole(served.account, { roleName: 'admin', path: '/ops/', assumeRolePolicyDocument }, NOW);
}

function assume(credentials?: Credentials, mfa = {}) {
  return served.sts(credentials).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'work', ...mfa }));
}

function credentialsIn({ Credentials: given }: Awaited<ReturnType<typeof assume>>): Credentials {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = given ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

describe('AssumeRole', () => {
  test('gives a session of the role to whom the role trusts by name', async () => {
    roleTrusting({ AWS: 'arn:aws:iam::123456789012:user/alice' });
    const assumed = await assume(alice);
    expect(assumed.AssumedRoleUser?.Arn).toBe('arn:aws:sts::123456789012:assumed-role/admin/work');
    expect(assumed.Credentials?.Expiration).toEqual(new Date('2027-01-15T13:00:00Z'));
    expect(await served.sts(credentialsIn(assumed)).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: 'arn:aws:sts::123456789012:assumed-role/admin/work',
      UserId: expect.stringMatching(/^AROA[A-Z2-7]{17}:work$/),
    });
  });

  test('a role that trusts the account leaves it to the caller’s own policies', async () => {
    roleTrusting({ AWS: 'arn:aws:iam::123456789012:root' });
    expect(await refusalOf(assume(alice))).toEqual({
      code: 'AccessDenied',
      message: `User: arn:aws:iam::123456789012:user/alice is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      httpStatus: 403,
    });
    const document =
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}}';
    const record = userNamed(served.account, 'alice');
    putInlinePolicy(served.account, { type: 'user', record }, { policyName: 'assume', document });
    await assume(alice);
    await assume();
  });

  test('a role that trusts a service is nobody’s to assume, not even the administrator’s', async () => {
    roleTrusting({ Service: 'lambda.amazonaws.com' });
    expect((await refusalOf(assume(alice))).code).toBe('AccessDenied');
    expect((await refusalOf(assume())).code).toBe('AccessDenied');
  });

  test('a role that does not exist is refused like one that does not trust', async () => {
    expect((await refusalOf(assume(alice))).code).toBe('AccessDenied');
  });

  test('a role may ask for MFA', async () => {
    roleTrusting(
      { AWS: 'arn:aws:iam::123456789012:user/alice' },
      { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
    );
    const { account } = served;
    attachDevice(
      account,
      userNamed(account, 'alice'),
      { type: 'hardware-totp', serialNumber: 'GAHT12345678', secret },
      NOW,
    );
    expect((await refusalOf(assume(alice))).code).toBe('AccessDenied');
    await assume(alice, { SerialNumber: 'GAHT12345678', TokenCode: codeAt(secret, NOW) });
  });

  test('a session that was given for a code counts as MFA, one without does not', async () => {
    roleTrusting(
      { AWS: 'arn:aws:iam::123456789012:user/alice' },
      { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
    );
    const principal = { type: 'user', userId: userNamed(served.account, 'alice').userId } as const;
    const session = (mfaAuthenticated: boolean) =>
      openSession(served.account, { principal, seconds: 900, mfaAuthenticated }, NOW);
    await assume(session(true));
    expect((await refusalOf(assume(session(false)))).code).toBe('AccessDenied');
  });

  test('a session is no longer than the role allows', async () => {
    roleTrusting({ AWS: 'arn:aws:iam::123456789012:user/alice' });
    expect(await refusalOf(assume(alice, { DurationSeconds: 3601 }))).toMatchObject({
      code: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
  });
});

describe('GetSessionToken', () => {
  test('gives twelve hours', async () => {
    const { Credentials } = await served.sts(alice).send(new GetSessionTokenCommand({}));
    expect(Credentials?.Expiration).toEqual(new Date('2027-01-16T00:00:00Z'));
  });

  test('without a code, its credentials cannot call IAM, not even what needs no permission', async () => {
    const { Credentials } = await served.sts(alice).send(new GetSessionTokenCommand({}));
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    const session = {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    };
    const document = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
    const record = userNamed(served.account, 'alice');
    putInlinePolicy(served.account, { type: 'user', record }, { policyName: 'all', document });
    expect(await refusalOf(served.iam(session).send(new ListUsersCommand({})))).toMatchObject({
      code: 'InvalidClientTokenId',
      httpStatus: 403,
    });
    await served.sts(session).send(new GetCallerIdentityCommand({}));
  });

  test('a device that is not the user’s, or shows no codes, is refused', async () => {
    const { serialNumber } = attachDevice(
      served.account,
      userNamed(served.account, 'alice'),
      { type: 'fido', name: 'key' },
      NOW,
    );
    for (const SerialNumber of [serialNumber, 'arn:aws:iam::123456789012:mfa/bob']) {
      const asked = served.sts(alice).send(new GetSessionTokenCommand({ SerialNumber, TokenCode: '123456' }));
      expect(await refusalOf(asked)).toMatchObject({
        code: 'AccessDenied',
        message: expect.stringContaining('unable to validate MFA code'),
      });
    }
  });

  test('is for users with a long-term key alone', async () => {
    expect(await refusalOf(served.sts().send(new GetSessionTokenCommand({})))).toMatchObject({
      code: 'AccessDenied',
      message: 'Cannot call GetSessionToken with session credentials',
    });
  });
});
