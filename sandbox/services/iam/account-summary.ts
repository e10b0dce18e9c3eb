import type * as iam from '@aws-sdk/client-iam';
import type { Account } from '../../account/account';
import { iamError } from '../../account/errors';
import { USERS_QUOTA } from '../../account/users';
import { action, command } from './action';
import { anything } from './resources';

export const accountActions = {
  GetAccountSummary: action<object, iam.GetAccountSummaryResponse>(anything, (_input, { account }) => ({
    SummaryMap: { ...QUOTAS, ...countsOf(account) },
  })),

  CreateAccountAlias: command<iam.CreateAccountAliasRequest>(anything, ({ AccountAlias }, { account }) => {
    account.alias = AccountAlias;
  }),

  DeleteAccountAlias: command<iam.DeleteAccountAliasRequest>(anything, ({ AccountAlias }, { account }) => {
    if (account.alias !== AccountAlias) {
      throw iamError('NoSuchEntity', `The Account Alias with name ${AccountAlias} cannot be found.`);
    }
    account.alias = undefined;
  }),

  ListAccountAliases: action<object, iam.ListAccountAliasesResponse>(anything, (_input, { account }) => ({
    AccountAliases: account.alias === undefined ? [] : [account.alias],
    IsTruncated: false,
  })),
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
const QUOTAS = {
  AccessKeysPerUserQuota: 2,
  AssumeRolePolicySizeQuota: 2048,
  AttachedPoliciesPerGroupQuota: 10,
  AttachedPoliciesPerRoleQuota: 10,
  AttachedPoliciesPerUserQuota: 10,
  GlobalEndpointTokenVersion: 1,
  GroupPolicySizeQuota: 5120,
  GroupsPerUserQuota: 10,
  GroupsQuota: 300,
  InstanceProfilesQuota: 1000,
  PoliciesQuota: 1500,
  PolicySizeQuota: 6144,
  PolicyVersionsInUseQuota: 10_000,
  RolePolicySizeQuota: 10_240,
  RolesQuota: 1000,
  ServerCertificatesQuota: 20,
  SigningCertificatesPerUserQuota: 2,
  UserPolicySizeQuota: 2048,
  UsersQuota: USERS_QUOTA,
  VersionsPerPolicyQuota: 5,
};

function countsOf(account: Account): Readonly<Record<string, number>> {
  const devicesInUse = [...account.users].reduce(
    (sum, { mfaDevices }) => sum + mfaDevices.length,
    account.root.mfaDevices.length,
  );
  const unassigned = [...account.virtualMfaDevices].filter(({ owner }) => owner === undefined).length;
  return {
    AccountAccessKeysPresent: account.root.accessKeys.length > 0 ? 1 : 0,
    AccountMFAEnabled: account.root.mfaDevices.length > 0 ? 1 : 0,
    AccountPasswordPresent: account.root.hasPassword ? 1 : 0,
    AccountSigningCertificatesPresent: 0,
    Groups: account.groups.size,
    InstanceProfiles: 0,
    MFADevices: devicesInUse + unassigned,
    MFADevicesInUse: devicesInUse,
    Policies: account.policies.size,
    PolicyVersionsInUse: account.policies.size,
    Providers: 0,
    Roles: account.roles.size,
    ServerCertificates: 0,
    Users: account.users.size,
  };
}
