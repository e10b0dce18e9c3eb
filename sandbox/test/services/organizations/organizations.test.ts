import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
} from '@aws-sdk/client-organizations';
import { createAccessKey } from '../../../account/access-keys';
import { putInlinePolicy } from '../../../account/policies';
import { createUser } from '../../../account/users';
import { startServer } from '../../../server';
import { organizationsService } from '../../../services/organizations/organizations-service';
import { NOW, refusalOf } from '../../support/served-account';
import { type ServedOrganization, serveOrganization } from '../../support/served-organization';

const IDS = Array.from({ length: 24 }, (_, nth) => String(200_000_000_001 + nth));

let served: ServedOrganization;
beforeEach(async () => {
  served = await serveOrganization(
    IDS.map((accountId, nth) => ({
      accountId,
      name: `team-${nth + 1}`,
      ...(nth === 0 && { state: 'SUSPENDED' as const }),
    })),
  );
});
afterEach(() => served.close());

/** A user with a key in an account, and a policy that allows everything. */
function keyIn(accountId: string) {
  const account = served.organization.accounts.get(accountId)?.account;
  if (account === undefined) throw new Error(`no account ${accountId}`);
  const user = createUser(account, { userName: 'anna' }, NOW);
  const document = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
  putInlinePolicy(account, { type: 'user', record: user }, { policyName: 'all', document });
  const record = account.users.byId(user.userId);
  if (record === undefined) throw new Error('no user');
  return createAccessKey(account, record, NOW);
}

describe('ListAccounts', () => {
  test('gives 20 accounts a page, the management account first, with their state', async () => {
    const first = await served.organizations().send(new ListAccountsCommand({}));
    expect(first.Accounts?.map(({ Id }) => Id)).toEqual(['123456789012', ...IDS.slice(0, 19)]);
    expect(first.Accounts?.slice(0, 2)).toEqual([
      {
        Id: '123456789012',
        Arn: `arn:aws:organizations::123456789012:account/${served.organization.id}/123456789012`,
        Email: 'aws+123456789012@example.com',
        Name: 'management',
        State: 'ACTIVE',
        JoinedMethod: 'INVITED',
        JoinedTimestamp: new Date('2020-02-03T04:05:06Z'),
      },
      expect.objectContaining({
        Id: '200000000001',
        Name: 'team-1',
        State: 'SUSPENDED',
        JoinedMethod: 'CREATED',
      }),
    ]);
    const { NextToken } = first;
    const second = await served.organizations().send(new ListAccountsCommand({ NextToken }));
    expect(second.Accounts?.map(({ Id }) => Id)).toEqual(IDS.slice(19));
    expect(second.NextToken).toBeUndefined();
  });

  test.each([
    ['a page of more than 20', { MaxResults: 21 }],
    ['a token that it did not give', { NextToken: 'x' }],
  ])('refuses %s', async (_, input) => {
    expect(await refusalOf(served.organizations().send(new ListAccountsCommand(input)))).toMatchObject({
      code: 'InvalidInputException',
      httpStatus: 400,
    });
  });

  test('is for the management account and delegated administrators alone', async () => {
    const list = () => served.organizations(keyOfMember).send(new ListAccountsCommand({}));
    const keyOfMember = keyIn('200000000002');
    expect((await refusalOf(list())).code).toBe('AccessDeniedException');
    served.organization.delegatedAdministrators.add('200000000002');
    expect((await list()).Accounts).toHaveLength(20);
  });

  test('needs the caller’s own permission too', async () => {
    const { management } = served.organization;
    const key = createAccessKey(management, createUser(management, { userName: 'nobody' }, NOW), NOW);
    expect(await refusalOf(served.organizations(key).send(new ListAccountsCommand({})))).toMatchObject({
      code: 'AccessDeniedException',
      message: expect.stringContaining('not authorized to perform: organizations:ListAccounts'),
    });
  });

  test('throttles in its own words', async () => {
    served.server.pipeline.limitRate('organizations', { perSecond: 1e-9, burst: 1 });
    await served.organizations().send(new ListAccountsCommand({}));
    expect((await refusalOf(served.organizations().send(new ListAccountsCommand({})))).code).toBe(
      'TooManyRequestsException',
    );
  });
});

test('DescribeOrganization and DescribeAccount know the organization', async () => {
  const { Organization } = await served
    .organizations(keyIn('200000000003'))
    .send(new DescribeOrganizationCommand({}));
  expect(Organization).toMatchObject({
    Id: expect.stringMatching(/^o-[a-z0-9]{10}$/),
    Arn: `arn:aws:organizations::123456789012:organization/${Organization?.Id}`,
    MasterAccountId: '123456789012',
    FeatureSet: 'ALL',
  });
  const describe = (AccountId: string) =>
    served.organizations().send(new DescribeAccountCommand({ AccountId }));
  expect((await describe('200000000024')).Account?.Name).toBe('team-24');
  expect((await refusalOf(describe('999999999999'))).code).toBe('AccountNotFoundException');
});

test('an account that is in no organization is told so', async () => {
  const { organization, clock } = served;
  const alone = await startServer({
    account: organization.management,
    clock,
    services: [organizationsService(undefined)],
  });
  const client = served.organizations();
  client.config.endpoint = async () => ({
    protocol: 'http:',
    hostname: '127.0.0.1',
    port: Number(new URL(alone.url).port),
    path: '/',
  });
  expect((await refusalOf(client.send(new ListAccountsCommand({})))).code).toBe(
    'AWSOrganizationsNotInUseException',
  );
  await alone.close();
});
