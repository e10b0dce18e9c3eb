import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { createAccessKey } from '../../../account/access-keys';
import { putInlinePolicy } from '../../../account/policies';
import { createRole } from '../../../account/roles';
import { createUser, userNamed } from '../../../account/users';
import { type Credentials, NOW, refusalOf } from '../../support/served-account';
import { ROLE, type ServedOrganization, serveOrganization } from '../../support/served-organization';

let served: ServedOrganization;
beforeEach(async () => {
  served = await serveOrganization([
    { accountId: '200000000001', name: 'dev', users: ['dora'] },
    { accountId: '200000000002', name: 'prod', users: ['paul'] },
    { accountId: '200000000003', name: 'old', state: 'SUSPENDED' },
  ]);
});
afterEach(() => served.close());

async function assume(
  accountId: string,
  { roleName = ROLE, caller = undefined as Credentials | undefined } = {},
) {
  const RoleArn = `arn:aws:iam::${accountId}:role/${roleName}`;
  const { Credentials: given } = await served
    .sts(caller)
    .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'work' }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = given ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

test('the role’s session acts in the account that has the role', async () => {
  for (const [accountId, userName] of [
    ['200000000001', 'dora'],
    ['200000000002', 'paul'],
  ] as const) {
    const credentials = await assume(accountId);
    expect(await served.sts(credentials).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: accountId,
      Arn: `arn:aws:sts::${accountId}:assumed-role/${ROLE}/work`,
    });
    const iam = new IAMClient({
      endpoint: served.server.url,
      region: 'us-east-1',
      credentials,
      maxAttempts: 1,
    });
    const { Users = [] } = await iam.send(new ListUsersCommand({}));
    iam.destroy();
    expect(Users.map((user) => user.UserName)).toEqual([userName]);
  }
});

test.each([
  ['an account that has no such role', '200000000001', 'Other'],
  ['a suspended account', '200000000003', ROLE],
  ['an account of another organization', '999999999999', ROLE],
])('%s is refused', async (_, accountId, roleName) => {
  expect(await refusalOf(assume(accountId, { roleName }))).toEqual({
    code: 'AccessDenied',
    message: `User: arn:aws:sts::123456789012:assumed-role/Administrator/sandbox is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${accountId}:role/${roleName}`,
    httpStatus: 403,
  });
});

test('a user without a policy of its own may not, even where the other account trusts it by name', async () => {
  const { management } = served.organization;
  const caller = createAccessKey(management, createUser(management, { userName: 'anna' }, NOW), NOW);
  expect((await refusalOf(assume('200000000001', { caller }))).code).toBe('AccessDenied');
  const Principal = { AWS: 'arn:aws:iam::123456789012:user/anna' };
  const Statement = { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' };
  const assumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const dev = served.organization.accounts.get('200000000001')?.account;
  if (dev === undefined) throw new Error('no account');
  createRole(dev, { roleName: 'Hers', assumeRolePolicyDocument }, NOW);
  const hers = assume('200000000001', { caller, roleName: 'Hers' });
  expect((await refusalOf(hers)).code).toBe('AccessDenied');
});

test('a role may trust its organization and nobody else', async () => {
  const trust = (organizationId: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': organizationId } },
      },
    });
  const dev = served.organization.accounts.get('200000000001')?.account;
  if (dev === undefined) throw new Error('no account');
  const { id } = served.organization;
  createRole(dev, { roleName: 'Ours', assumeRolePolicyDocument: trust(id) }, NOW);
  createRole(dev, { roleName: 'Theirs', assumeRolePolicyDocument: trust('o-another000') }, NOW);
  await assume('200000000001', { roleName: 'Ours' });
  expect((await refusalOf(assume('200000000001', { roleName: 'Theirs' }))).code).toBe('AccessDenied');
});

test.each([
  ['its own organization', undefined, 'allowed'],
  ['another organization', 'o-another000', 'AccessDenied'],
])('a user whose policy is for roles of %s', async (_, organizationId, outcome) => {
  const { management, id } = served.organization;
  const user = createUser(management, { userName: 'anna' }, NOW);
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceOrgID': organizationId ?? id } },
    },
  });
  const caller = createAccessKey(management, user, NOW);
  const record = userNamed(management, 'anna');
  putInlinePolicy(management, { type: 'user', record }, { policyName: 'Enter', document });
  const assumed = assume('200000000001', { caller }).then(
    () => 'allowed',
    ({ name }: Error) => name,
  );
  expect(await assumed).toBe(outcome);
});

test('each account has its own rate', async () => {
  const [dev, prod] = [await assume('200000000001'), await assume('200000000002')];
  served.server.pipelines.get('200000000001')?.limitRate('sts', { perSecond: 1e-9, burst: 1 });
  const identify = (credentials: Credentials) =>
    served.sts(credentials).send(new GetCallerIdentityCommand({}));
  await identify(dev);
  expect((await refusalOf(identify(dev))).code).toBe('Throttling');
  await identify(prod);
  await identify(prod);
});
