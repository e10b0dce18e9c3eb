import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RoleToAssume } from '../aws/organization-access';
import type { WantedAccounts } from '../organization/choose-accounts';
import { UsageError } from '../usage-error';

export interface OrganizationOptions {
  readonly organization?: boolean;
  readonly roleName?: string;
  readonly externalId?: string;
  readonly accounts?: readonly string[];
  readonly excludeAccounts?: readonly string[];
  readonly concurrency?: number;
}

/** What an audit of an organization was asked for. */
export interface OrganizationScope extends WantedAccounts {
  readonly role: RoleToAssume;
  readonly concurrency: number;
}

const DEFAULT_CONCURRENCY = 4;
const HIGHEST_CONCURRENCY = 32;

/** Adds what `policy --audit` has to know of the organization too. */
export function addRoleOptions(command: Command): Command {
  return command
    .option('--organization', "all active accounts of the caller's organization (needs --role-name)")
    .addOption(
      new Option(
        '--role-name <name>',
        'the role to assume in each account, with its path if it has one (with --organization)',
      ).argParser(roleName),
    );
}

export function addOrganizationOptions(command: Command): Command {
  return addRoleOptions(command)
    .option('--external-id <id>', 'what the role asks for as its external id (with --organization)')
    .addOption(
      new Option(
        '--accounts <ids>',
        'only these accounts, separated by commas (with --organization)',
      ).argParser(accountIds),
    )
    .addOption(
      new Option('--exclude-accounts <ids>', 'all accounts but these (with --organization)').argParser(
        accountIds,
      ),
    )
    .addOption(
      new Option(
        '--concurrency <count>',
        `how many accounts at once, up to ${HIGHEST_CONCURRENCY} (default: ${DEFAULT_CONCURRENCY}; with --organization)`,
      ).argParser(concurrency),
    );
}

/**
 * Undefined where the audit is of the caller's own account.
 *
 * @throws UsageError `InvalidFlags` for flags that do not go together.
 */
export function readOrganization(options: OrganizationOptions): OrganizationScope | undefined {
  const { organization, roleName, externalId, accounts, excludeAccounts = [], concurrency } = options;
  if (organization !== true) {
    const given = [
      ['--role-name', roleName],
      ['--external-id', externalId],
      ['--accounts', accounts],
      ['--exclude-accounts', options.excludeAccounts],
      ['--concurrency', concurrency],
    ].flatMap(([flag, value]) => (value === undefined ? [] : [flag]));
    if (given.length === 0) return undefined;
    throw new UsageError(
      'InvalidFlags',
      `${given.join(', ')} is for audits of all accounts; add --organization`,
    );
  }
  return {
    role: { roleName: requireRoleName(roleName), ...(externalId !== undefined && { externalId }) },
    accounts,
    excluded: excludeAccounts,
    concurrency: concurrency ?? DEFAULT_CONCURRENCY,
  };
}

/** @throws UsageError `InvalidFlags` */
export function requireRoleName(roleName: string | undefined): string {
  if (roleName !== undefined) return roleName;
  throw new UsageError(
    'InvalidFlags',
    '--organization needs --role-name: a role that is in every account and may read it; "iam-console-mfa policy --audit" prints what it needs',
  );
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names */
function roleName(text: string): string {
  const name = text.replace(/^\//, '');
  if (/^(?!arn:)(?:[\x21-\x7e]{1,510}\/)?[\w+=,.@-]{1,64}$/.test(name)) return name;
  throw new InvalidArgumentError(
    'A role name is spelt like ConsoleMfaAudit or audit/ConsoleMfaAudit; it is no ARN.',
  );
}

/** A list's flag may be repeated. */
function accountIds(text: string, earlier: readonly string[] = []): readonly string[] {
  const ids = text.split(/[,;\s]+/).filter((id) => id !== '');
  const wrong = ids.find((id) => !/^\d{12}$/.test(id));
  if (wrong === undefined && ids.length > 0) return [...earlier, ...ids];
  throw new InvalidArgumentError('An account id has 12 digits; several are separated by commas.');
}

function concurrency(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= HIGHEST_CONCURRENCY) return count;
  throw new InvalidArgumentError(`Allowed: a whole number from 1 to ${HIGHEST_CONCURRENCY}.`);
}
