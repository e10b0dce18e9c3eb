import { AwsCallError, asProblem, ConsoleMfaError } from '../../rule/core/errors';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import type { Clock } from '../../rule/ports';
import type { ThrottledClient } from '../../rule/throttled-client';
import type { AccountOutcome, OrganizationAudit, Row } from '../audit/report';
import { takeAudit } from '../audit/take-audit';
import { isComplete, totalsOf } from '../audit/totals';
import { CliClient } from '../aws/cli-client';
import type {
  ListedAccount,
  MemberAccess,
  OrganizationAccess,
  RoleToAssume,
} from '../aws/organization-access';
import type { ChosenAccounts } from './choose-accounts';

/** How long to wait for the role of an account, in milliseconds. */
const ASSUME_MS = 60_000;

export interface OrganizationAuditRequest {
  readonly organization: OrganizationAccess;
  readonly chosen: ChosenAccounts;
  readonly role: RoleToAssume;
  /** The most accounts that are audited at once. */
  readonly concurrency: number;
  readonly clock: Clock;
  readonly parameters: RuleParameters;
  /** Told after each account. */
  readonly onProgress: (done: number, total: number) => void;
}

/** What an account came to. */
interface AccountResult {
  readonly outcome: AccountOutcome;
  readonly problems: readonly ConsoleMfaError[];
  readonly rows: readonly Row[];
}

/**
 * Audits one account after the other, a few at once, each by the flow of a single audit and at a pace of its own. One
 * that cannot be read is in the audit as such and holds nobody up; only a defect is thrown.
 */
export async function takeOrganizationAudit(request: OrganizationAuditRequest): Promise<OrganizationAudit> {
  const { organization, chosen, clock, parameters } = request;
  const began = clock.now();
  const results = await auditAll(request);
  const rows = results.flatMap((account) => account.rows);
  const problems = results.flatMap((account) => account.problems);
  return {
    organizationId: chosen.organizationId,
    managementAccountId: chosen.managementAccountId,
    partition: organization.own.partition,
    callerArn: organization.own.callerArn,
    region: organization.own.region,
    time: new Date(began),
    parameters,
    complete: isComplete(problems, rows),
    problems,
    accounts: results.map(({ outcome }) => outcome),
    skipped: chosen.skipped,
    rows,
    totals: totalsOf(rows),
  };
}

/** In the order of the chosen accounts. */
async function auditAll(request: OrganizationAuditRequest): Promise<readonly AccountResult[]> {
  const { chosen, concurrency, clock, onProgress } = request;
  const client = new CliClient(clock, { concurrency });
  const results = new Map<ListedAccount, AccountResult>();
  const queue = [...chosen.accounts].reverse();
  const work = async () => {
    for (let account = queue.pop(); account !== undefined; account = queue.pop()) {
      results.set(account, await auditAccount(account, client, request));
      onProgress(results.size, chosen.accounts.length);
    }
  };
  onProgress(0, chosen.accounts.length);
  await Promise.all(Array.from({ length: concurrency }, work));
  return chosen.accounts.flatMap((account) => results.get(account) ?? []);
}

async function auditAccount(
  account: ListedAccount,
  client: ThrottledClient,
  request: OrganizationAuditRequest,
): Promise<AccountResult> {
  const name = { accountId: account.accountId, accountName: account.name };
  let access: MemberAccess;
  try {
    access = await enterAccount(account, client, request);
  } catch (thrown) {
    const error = asProblem(thrown);
    return { outcome: { ...name, status: 'unread', error }, problems: [inAccount(account, error)], rows: [] };
  }
  const { clock, parameters } = request;
  const audit = await takeAudit({ account: access, clock, parameters, onProgress: () => {} });
  access.close();
  const { callerArn, time, complete, totals, problems } = audit;
  const [error] = problems;
  return {
    outcome:
      audit.usersListed || error === undefined
        ? { ...name, status: 'audited', callerArn, time, complete, totals }
        : { ...name, status: 'unread', error },
    problems: problems.map((problem) => inAccount(account, problem)),
    rows: audit.rows.map((row) => ({ ...row, ...name })),
  };
}

/** By the role; the caller's own account by the caller's own credentials where it has no such role. */
async function enterAccount(
  { accountId }: ListedAccount,
  client: ThrottledClient,
  { organization, role, clock }: OrganizationAuditRequest,
): Promise<MemberAccess> {
  const { own } = organization;
  const assume = (timeoutMs: number) => organization.openMember(accountId, role, timeoutMs);
  try {
    return await client.call('sts:AssumeRole', clock.now() + ASSUME_MS, assume);
  } catch (error) {
    if (accountId === own.accountId && error instanceof ConsoleMfaError) return { ...own, close: () => {} };
    throw error instanceof AwsCallError && error.failure === 'denied' ? notAssumed(error, role) : error;
  }
}

function notAssumed(denied: AwsCallError, { roleName }: RoleToAssume): ConsoleMfaError {
  const denying = denied.denyingPolicy;
  const fault =
    denying === undefined
      ? `the account has no role ${roleName}, or it does not trust the caller, or the caller may not assume it; create it`
      : `${denying.name} denies assuming the role ${roleName}; ${denying.remedy}`;
  const message = `${fault}, or leave the account out with --exclude-accounts (${denied.detail})`;
  return new ConsoleMfaError('RoleNotAssumed', message, { cause: denied });
}

/** A problem as the organization's audit names it. */
function inAccount({ accountId, name }: ListedAccount, cause: ConsoleMfaError): ConsoleMfaError {
  const message = cause.message.replace(`${cause.code}: `, '');
  return new ConsoleMfaError(cause.code, `account ${accountId} (${name}): ${message}`, { cause });
}
