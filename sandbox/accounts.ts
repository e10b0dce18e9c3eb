import type { Account } from './account/account';
import type { Organization } from './account/organization';
import type { Service } from './service';
import { cloudTrailService } from './services/cloudtrail/cloudtrail-service';
import { iamService } from './services/iam/iam-service';
import { organizationsService } from './services/organizations/organizations-service';
import { stsServiceOf } from './services/sts/sts-service';
import type { Credentials } from './wire/request';

/** An account behind the endpoint, and the services in it. */
export interface ServedAccount {
  readonly account: Account;
  readonly services: readonly Service[];
}

/** The accounts of an organization other than the management account: each has IAM, STS, Organizations and CloudTrail. */
export function memberAccounts(organization: Organization): readonly ServedAccount[] {
  const services = [
    iamService,
    stsServiceOf(organization),
    organizationsService(organization),
    cloudTrailService,
  ];
  return [...organization.accounts.values()]
    .map(({ account }) => account)
    .filter((account) => account !== organization.management)
    .map((account) => ({ account, services }));
}

/**
 * Which of some accounts made an access key: one endpoint serves them all, and the key says whose request it is. A key
 * that none made is the first account's, whose administrator it acts as.
 */
export function accountOfKey<Served extends Pick<ServedAccount, 'account'>>(
  accounts: readonly [Served, ...Served[]],
  credentials: Credentials | undefined,
): Served {
  const [first] = accounts;
  if (credentials === undefined) return first;
  return accounts.find(({ account }) => made(account, credentials.accessKeyId)) ?? first;
}

function made({ sessions, accessKeyOwners, root }: Account, accessKeyId: string): boolean {
  return (
    sessions.has(accessKeyId) ||
    accessKeyOwners.has(accessKeyId) ||
    root.accessKeys.some((key) => key.accessKeyId === accessKeyId)
  );
}
