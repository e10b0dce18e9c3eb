import { IAMClient } from '@aws-sdk/client-iam';
import { type Account, ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { callAws, member } from '../../rule/aws/call';
import type { Clock } from '../../rule/ports';
import type { AwsOptions } from '../options/aws';
import { clientSettings } from './client-settings';
import { accessThrough, openAccount } from './open-account';
import type { ListedAccount, OrganizationAccess, RoleToAssume } from './organization-access';

/** Under which CloudTrail records what an audit calls in an account. */
const SESSION_NAME = 'iam-console-mfa';

/**
 * Opens the organization of the account that the AWS SDK's credentials belong to.
 *
 * @throws what `openAccount` throws.
 */
export async function openOrganization(options: AwsOptions, clock: Clock): Promise<OrganizationAccess> {
  const own = await openAccount(options, clock);
  const sts = new STSClient(clientSettings(options));
  const { credentials } = sts.config;
  const organizations = new OrganizationsClient({ ...clientSettings(options), credentials });
  return {
    own,
    listAccounts: (NextToken, timeoutMs) =>
      callAws(
        'organizations:ListAccounts',
        timeoutMs,
        (options) => organizations.send(new ListAccountsCommand({ NextToken }), options),
        ({ Accounts, NextToken: next }) => ({
          items: member(Accounts, 'Accounts').map(listed),
          ...(next !== undefined && { next }),
        }),
      ),
    async openMember(accountId, role, timeoutMs) {
      const roleArn = `arn:${own.partition}:iam::${accountId}:role/${role.roleName}`;
      const assume = () => assumeRole(sts, roleArn, role, timeoutMs);
      const { callerArn, credentials } = await assume();
      const iam = new IAMClient({ ...clientSettings(options), credentials: renewing(credentials, assume) });
      const identity = { accountId, partition: own.partition, callerArn };
      return { ...accessThrough(iam, identity, own.region), close: () => iam.destroy() };
    },
  };
}

/** An account's ARN names its organization and the management account. */
function listed(account: Account): ListedAccount {
  const [, , , , managementAccountId, resource] = member(account.Arn, 'Accounts.Arn').split(':');
  return {
    accountId: member(account.Id, 'Accounts.Id'),
    name: account.Name ?? '',
    // State replaces Status, which partitions without State still give.
    state: member(account.State ?? account.Status, 'Accounts.State'),
    organizationId: member(resource?.split('/')[1], 'Accounts.Arn'),
    managementAccountId: member(managementAccountId, 'Accounts.Arn'),
  };
}

async function assumeRole(
  sts: STSClient,
  RoleArn: string,
  { externalId: ExternalId }: RoleToAssume,
  timeoutMs: number,
) {
  const input = { RoleArn, RoleSessionName: SESSION_NAME, ExternalId };
  return callAws(
    'sts:AssumeRole',
    timeoutMs,
    (options) => sts.send(new AssumeRoleCommand(input), options),
    ({ AssumedRoleUser, Credentials }) => ({
      callerArn: member(AssumedRoleUser?.Arn, 'AssumedRoleUser.Arn'),
      credentials: {
        accessKeyId: member(Credentials?.AccessKeyId, 'Credentials.AccessKeyId'),
        secretAccessKey: member(Credentials?.SecretAccessKey, 'Credentials.SecretAccessKey'),
        sessionToken: member(Credentials?.SessionToken, 'Credentials.SessionToken'),
        expiration: member(Credentials?.Expiration, 'Credentials.Expiration'),
      },
    }),
  );
}

/** Credentials, and new ones each time the SDK asks again because they are about to expire. */
function renewing<Credentials>(
  first: Credentials,
  assume: () => Promise<{ readonly credentials: Credentials }>,
): () => Promise<Credentials> {
  let unused: Credentials | undefined = first;
  return async () => {
    const credentials = unused ?? (await assume()).credentials;
    unused = undefined;
    return credentials;
  };
}
