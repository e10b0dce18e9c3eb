import { AwsCallError, ConsoleMfaError } from '../../rule/core/errors';
import type { Clock } from '../../rule/ports';
import type { SkippedAccount } from '../audit/report';
import { CliClient } from '../aws/cli-client';
import type { ListedAccount, OrganizationAccess } from '../aws/organization-access';
import { UsageError } from '../usage-error';

/** How long to wait for AWS Organizations, in milliseconds: it lists 20 accounts a page. */
const LISTING_MS = 600_000;

/** Which accounts somebody wants to see, by id. */
export interface WantedAccounts {
  /** Undefined for all. */
  readonly accounts: readonly string[] | undefined;
  readonly excluded: readonly string[];
}

export interface ChosenAccounts {
  readonly organizationId: string;
  readonly managementAccountId: string;
  /** By name. */
  readonly accounts: readonly ListedAccount[];
  readonly skipped: readonly SkippedAccount[];
}

/**
 * Lists the accounts of an organization.
 *
 * @throws ConsoleMfaError `OrganizationNotRead` with the remedy where AWS Organizations refuses.
 */
export async function listAccounts(
  organization: OrganizationAccess,
  clock: Clock,
): Promise<readonly ListedAccount[]> {
  const client = new CliClient(clock, { concurrency: 1 });
  const until = clock.now() + LISTING_MS;
  return client
    .pages('organizations:ListAccounts', until, organization.listAccounts)
    .catch((cause: unknown) => {
      throw cause instanceof AwsCallError ? notRead(cause, organization) : cause;
    });
}

function notRead(cause: AwsCallError, { own }: OrganizationAccess): ConsoleMfaError {
  const message = `the accounts cannot be listed: ${remedyFor(cause, own.accountId)} (${cause.message})`;
  return new ConsoleMfaError('OrganizationNotRead', message, { cause });
}

function remedyFor(cause: AwsCallError, accountId: string): string {
  if (Object(cause.cause).name === 'AWSOrganizationsNotInUseException') {
    return `account ${accountId} is in no organization; leave --organization out`;
  }
  return (
    cause.denyingPolicy?.remedy ??
    'run it in the management account or a delegated administrator\'s, as somebody with the policy that "iam-console-mfa policy --audit --organization --role-name NAME" prints'
  );
}

/**
 * Those that are wanted and active. Nobody can be in an account of another state: AWS closes it to all calls.
 *
 * @throws UsageError `UnknownAccount` for wanted accounts that the organization does not have, `NoAccounts` where
 * nothing is left.
 */
export function chooseAccounts(
  listed: readonly ListedAccount[],
  { accounts: wanted, excluded }: WantedAccounts,
): ChosenAccounts {
  const [first] = listed;
  const ids = new Set(listed.map(({ accountId }) => accountId));
  const unknown = (wanted ?? []).filter((id) => !ids.has(id));
  if (unknown.length > 0) {
    throw new UsageError(
      'UnknownAccount',
      `the organization has no account ${unknown.join(', ')}; see --accounts`,
    );
  }
  const isWanted = ({ accountId }: ListedAccount) =>
    (wanted === undefined || wanted.includes(accountId)) && !excluded.includes(accountId);
  const byName = [...listed].sort((a, b) => compare(a.name, b.name) || compare(a.accountId, b.accountId));
  const accounts = byName.filter((account) => isWanted(account) && account.state === 'ACTIVE');
  if (first === undefined || accounts.length === 0) {
    throw new UsageError(
      'NoAccounts',
      'no active account is left to audit; see --accounts and --exclude-accounts',
    );
  }
  const { organizationId, managementAccountId } = first;
  const skipped = byName
    .filter((account) => !accounts.includes(account))
    .map((account) => ({
      accountId: account.accountId,
      accountName: account.name,
      reason: isWanted(account) ? account.state : 'excluded',
    }));
  return { organizationId, managementAccountId, accounts, skipped };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
