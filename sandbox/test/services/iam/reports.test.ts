import {
  GenerateCredentialReportCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  paginateGetAccountAuthorizationDetails,
} from '@aws-sdk/client-iam';
import { createAccessKey } from '../../../account/access-keys';
import { addToGroup, createGroup } from '../../../account/groups';
import { attachDevice, createVirtualMfaDevice } from '../../../account/mfa-devices';
import { createPolicy, putInlinePolicy } from '../../../account/policies';
import { createRole } from '../../../account/roles';
import { createUser, setPassword, userNamed } from '../../../account/users';
import { NOW, refusalOf, type ServedAccount, serveAccount } from '../../support/served-account';

const HOUR = 60 * 60_000;

let served: ServedAccount;
beforeEach(async () => {
  served = await serveAccount();
});
afterEach(() => served.close());

const generate = () => served.iam().send(new GenerateCredentialReportCommand({}));
const get = () => served.iam().send(new GetCredentialReportCommand({}));

async function rows(): Promise<readonly string[]> {
  return Buffer.from((await get()).Content ?? [])
    .toString()
    .split('\n');
}

describe('the credential report', () => {
  test('has to be generated, and waited for', async () => {
    expect(await refusalOf(get())).toMatchObject({ code: 'ReportNotPresent', httpStatus: 410 });
    expect((await generate()).State).toBe('STARTED');
    expect(await refusalOf(get())).toMatchObject({ code: 'ReportInProgress', httpStatus: 404 });
    expect((await generate()).State).toBe('COMPLETE');
    expect(await get()).toMatchObject({ ReportFormat: 'text/csv', GeneratedTime: NOW });
  });

  test('is kept for four hours, whatever changes meanwhile', async () => {
    await generate();
    await generate();
    createUser(served.account, { userName: 'late' }, NOW);
    served.clock.advance(4 * HOUR - 1);
    expect((await generate()).State).toBe('COMPLETE');
    expect(await rows()).toHaveLength(2);
    served.clock.advance(1);
    expect(await refusalOf(get())).toMatchObject({ code: 'ReportExpired', httpStatus: 410 });
    expect((await generate()).State).toBe('STARTED');
    await generate();
    expect(await rows()).toHaveLength(3);
  });

  test('has a row for the root user and one for each user', async () => {
    const { account } = served;
    account.passwordPolicy = {
      MinimumPasswordLength: 8,
      RequireSymbols: false,
      RequireNumbers: false,
      RequireUppercaseCharacters: false,
      RequireLowercaseCharacters: false,
      AllowUsersToChangePassword: false,
      ExpirePasswords: true,
      MaxPasswordAge: 90,
    };
    createUser(account, { userName: 'alice' }, NOW);
    setPassword(account, userNamed(account, 'alice'), 'Sandb0x-pw', false, NOW);
    createAccessKey(account, userNamed(account, 'alice'), NOW);
    attachDevice(account, userNamed(account, 'alice'), { type: 'fido', name: 'key' }, NOW);
    createUser(account, { userName: 'bob,jr', path: '/eng/' }, NOW);
    await generate();
    await generate();
    expect(await rows()).toEqual([
      'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,' +
        'mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,' +
        'access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,' +
        'access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,' +
        'cert_1_last_rotated,cert_2_active,cert_2_last_rotated',
      '<root_account>,arn:aws:iam::123456789012:root,2020-02-03T04:05:06+00:00,not_supported,no_information,' +
        'not_supported,not_supported,false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A',
      'alice,arn:aws:iam::123456789012:user/alice,2027-01-15T12:00:00+00:00,true,no_information,' +
        '2027-01-15T12:00:00+00:00,2027-04-15T12:00:00+00:00,true,true,2027-01-15T12:00:00+00:00,N/A,N/A,N/A,false,' +
        'N/A,N/A,N/A,N/A,false,N/A,false,N/A',
      '"bob,jr","arn:aws:iam::123456789012:user/eng/bob,jr",2027-01-15T12:00:00+00:00,false,N/A,N/A,N/A,false,false,' +
        'N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A',
    ]);
  });
});

test('GetAccountSummary counts users, devices and what the root user has', async () => {
  const { account } = served;
  createUser(account, { userName: 'alice' }, NOW);
  attachDevice(account, userNamed(account, 'alice'), { type: 'fido', name: 'key' }, NOW);
  createVirtualMfaDevice(account, 'spare', '/');
  const summary = async () => (await served.iam().send(new GetAccountSummaryCommand({}))).SummaryMap;
  expect(await summary()).toMatchObject({
    AccountMFAEnabled: 0,
    AccountPasswordPresent: 1,
    MFADevices: 2,
    MFADevicesInUse: 1,
    Users: 1,
    UsersQuota: 5000,
  });
  attachDevice(account, 'root', { type: 'fido', name: 'key' }, NOW);
  account.root = { ...account.root, hasPassword: false };
  expect(await summary()).toMatchObject({
    AccountMFAEnabled: 1,
    AccountPasswordPresent: 0,
    MFADevicesInUse: 2,
  });
});

describe('GetAccountAuthorizationDetails', () => {
  const ALLOW = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';

  beforeEach(() => {
    const { account } = served;
    const group = createGroup(account, 'staff', '/', NOW);
    addToGroup(
      account,
      group,
      createUser(account, { userName: 'alice', tags: [{ Key: 'a', Value: 'b' }] }, NOW),
    );
    const record = createRole(account, { roleName: 'rule', assumeRolePolicyDocument: '{}' }, NOW);
    putInlinePolicy(account, { type: 'role', record }, { policyName: 'own', document: ALLOW });
    createPolicy(account, { policyName: 'all', document: ALLOW }, NOW);
  });

  test('shows users with tags and groups, roles with their policies, and the account’s policies', async () => {
    const details = await served.iam().send(new GetAccountAuthorizationDetailsCommand({}));
    expect(details.UserDetailList).toMatchObject([
      { UserName: 'alice', GroupList: ['staff'], Tags: [{ Key: 'a', Value: 'b' }] },
    ]);
    expect(details.GroupDetailList).toMatchObject([{ GroupName: 'staff', GroupPolicyList: [] }]);
    expect(details.RoleDetailList).toMatchObject([
      {
        RoleName: 'rule',
        RolePolicyList: [
          { PolicyName: 'own', PolicyDocument: encodeURIComponent(ALLOW).replaceAll('*', '%2A') },
        ],
      },
    ]);
    expect(details.Policies).toMatchObject([{ PolicyName: 'all', AttachmentCount: 0 }]);
  });

  test('pages through all kinds, or those that are asked for', async () => {
    const seen: unknown[] = [];
    const paginator = paginateGetAccountAuthorizationDetails({ client: served.iam(), pageSize: 1 }, {});
    for await (const {
      UserDetailList = [],
      GroupDetailList = [],
      RoleDetailList = [],
      Policies = [],
    } of paginator) {
      seen.push(...UserDetailList, ...GroupDetailList, ...RoleDetailList, ...Policies);
    }
    expect(seen).toHaveLength(4);
    const groups = await served.iam().send(new GetAccountAuthorizationDetailsCommand({ Filter: ['Group'] }));
    expect([groups.GroupDetailList?.length, groups.UserDetailList]).toEqual([1, []]);
  });
});
