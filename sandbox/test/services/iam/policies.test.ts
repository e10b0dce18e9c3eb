import {
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeleteRolePolicyCommand,
  DetachUserPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  ListAttachedUserPoliciesCommand,
  ListPoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { createRole } from '../../../account/roles';
import { createUser } from '../../../account/users';
import { NOW, refusalOf, type ServedAccount, serveAccount } from '../../support/served-account';

const ALLOW = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:GetUser","Resource":"*"}}';

let served: ServedAccount;
beforeEach(async () => {
  served = await serveAccount();
  createUser(served.account, { userName: 'alice' }, NOW);
  createRole(served.account, { roleName: 'rule', assumeRolePolicyDocument: '{}' }, NOW);
});
afterEach(() => served.close());

describe('inline policies', () => {
  test('are put, read as IAM encodes them, listed and deleted', async () => {
    const iam = served.iam();
    const policy = { RoleName: 'rule', PolicyName: 'own' };
    await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: ALLOW }));
    expect(await iam.send(new GetRolePolicyCommand(policy))).toMatchObject({
      ...policy,
      PolicyDocument:
        '%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22' +
        'iam%3AGetUser%22%2C%22Resource%22%3A%22%2A%22%7D%7D',
    });
    expect((await iam.send(new ListRolePoliciesCommand({ RoleName: 'rule' }))).PolicyNames).toEqual(['own']);
    await iam.send(new DeleteRolePolicyCommand(policy));
    expect((await refusalOf(iam.send(new GetRolePolicyCommand(policy)))).code).toBe('NoSuchEntity');
  });

  test.each([
    ['no JSON', 'Allow'],
    [
      'a statement without a resource',
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*"}}',
    ],
    ['an effect that is none', ALLOW.replace('Allow', 'Permit')],
  ])('%s is malformed', async (_, PolicyDocument) => {
    const put = new PutUserPolicyCommand({ UserName: 'alice', PolicyName: 'own', PolicyDocument });
    expect(await refusalOf(served.iam().send(put))).toMatchObject({
      code: 'MalformedPolicyDocument',
      httpStatus: 400,
    });
  });

  test('of a user are 2,048 characters together, white space not counted', async () => {
    const sized = (length: number) => {
      const [head, tail] = ALLOW.split('GetUser');
      return `${head}${'x'.repeat(length - (head + (tail ?? '')).length)}${tail}`;
    };
    const put = (PolicyName: string, length: number) =>
      served
        .iam()
        .send(
          new PutUserPolicyCommand({ UserName: 'alice', PolicyName, PolicyDocument: `${sized(length)}  \n` }),
        );
    await put('a', 1024);
    await put('b', 1024);
    expect(await refusalOf(put('b', 1025))).toMatchObject({ code: 'LimitExceeded', httpStatus: 409 });
  });
});

describe('managed policies', () => {
  const PolicyArn = 'arn:aws:iam::123456789012:policy/eng/read';
  const create = () =>
    served.iam().send(new CreatePolicyCommand({ PolicyName: 'read', Path: '/eng/', PolicyDocument: ALLOW }));

  test('are made, attached, counted, detached and deleted', async () => {
    const iam = served.iam();
    const { Policy } = await create();
    expect(Policy).toMatchObject({
      Arn: PolicyArn,
      PolicyId: expect.stringMatching(/^ANPA/),
      DefaultVersionId: 'v1',
    });
    await iam.send(new AttachUserPolicyCommand({ UserName: 'alice', PolicyArn }));
    expect((await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy?.AttachmentCount).toBe(1);
    expect(
      (await iam.send(new ListAttachedUserPoliciesCommand({ UserName: 'alice' }))).AttachedPolicies,
    ).toEqual([{ PolicyName: 'read', PolicyArn }]);
    expect((await refusalOf(iam.send(new DeletePolicyCommand({ PolicyArn })))).code).toBe('DeleteConflict');
    await iam.send(new DetachUserPolicyCommand({ UserName: 'alice', PolicyArn }));
    await iam.send(new DeletePolicyCommand({ PolicyArn }));
    expect((await refusalOf(iam.send(new GetPolicyCommand({ PolicyArn })))).code).toBe('NoSuchEntity');
  });

  test('a policy that is a user’s boundary is in use', async () => {
    await create();
    const { User } = await served
      .iam()
      .send(new CreateUserCommand({ UserName: 'bob', PermissionsBoundary: PolicyArn }));
    expect(User?.PermissionsBoundary).toEqual({
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: PolicyArn,
    });
    const { Policy } = await served.iam().send(new GetPolicyCommand({ PolicyArn }));
    expect([Policy?.AttachmentCount, Policy?.PermissionsBoundaryUsageCount]).toEqual([0, 1]);
    expect((await refusalOf(served.iam().send(new DeletePolicyCommand({ PolicyArn })))).code).toBe(
      'DeleteConflict',
    );
  });

  test('a policy has one version, with its document', async () => {
    await create();
    const version = (VersionId: string) =>
      served.iam().send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
    const { PolicyVersion } = await version('v1');
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(ALLOW);
    expect((await refusalOf(version('v2'))).code).toBe('NoSuchEntity');
  });

  test('AWS’s own are listed beside the account’s', async () => {
    await create();
    const names = async (Scope: 'All' | 'AWS' | 'Local') =>
      (await served.iam().send(new ListPoliciesCommand({ Scope }))).Policies?.map(
        ({ PolicyName }) => PolicyName,
      );
    expect(await names('Local')).toEqual(['read']);
    expect(await names('AWS')).toEqual(
      expect.arrayContaining(['AdministratorAccess', 'AWSLambdaBasicExecutionRole']),
    );
    expect(await names('AWS')).not.toContain('read');
  });

  test('a policy that does not exist cannot be attached', async () => {
    const attach = new AttachUserPolicyCommand({ UserName: 'alice', PolicyArn });
    expect(await refusalOf(served.iam().send(attach))).toMatchObject({
      code: 'NoSuchEntity',
      httpStatus: 404,
    });
  });
});
