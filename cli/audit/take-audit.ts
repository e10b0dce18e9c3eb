import { takeCensus } from '../../rule/census';
import { confirm } from '../../rule/confirm';
import { asProblem } from '../../rule/core/errors';
import type { Assessment } from '../../rule/core/outcome';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import { deadlinesOf } from '../../rule/deadlines';
import { iamReader } from '../../rule/iam-reader';
import { IAM_CONCURRENCY, judgeUsers } from '../../rule/judge-users';
import type { Clock } from '../../rule/ports';
import type { AccountAccess } from '../aws/account-access';
import { CliClient } from '../aws/cli-client';
import type { Audit } from './report';
import { rowsOf } from './rows';
import { isComplete, totalsOf } from './totals';

/** How long an audit may take, in milliseconds: a throttled account of 5,000 users needs minutes. */
const LONGEST_MS = 3_600_000;

export interface AuditRequest {
  readonly account: AccountAccess;
  readonly clock: Clock;
  readonly parameters: RuleParameters;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Judges every user as the deployed rule does, by the same code, and submits nothing. What goes wrong is in the audit;
 * only a defect is thrown.
 */
export async function takeAudit(request: AuditRequest): Promise<Audit> {
  const { account, clock, parameters } = request;
  const { accountId, partition, callerArn, region } = account;
  const began = clock.now();
  let usersListed = true;
  const assessment = await assess(request).catch((error: unknown) => {
    usersListed = false;
    return nobodyListed(error);
  });
  const rows = rowsOf(assessment, account, parameters);
  return {
    accountId,
    partition,
    callerArn,
    region,
    time: new Date(began),
    parameters,
    complete: isComplete(assessment.problems, rows),
    problems: assessment.problems,
    usersListed,
    rows,
    totals: totalsOf(rows),
  };
}

/** The rule's own steps, without earlier results and without a submission. */
async function assess({ account, clock, parameters, onProgress }: AuditRequest): Promise<Assessment> {
  const began = clock.now();
  const deadlines = deadlinesOf(began, began + LONGEST_MS);
  const client = new CliClient(clock, { concurrency: IAM_CONCURRENCY });
  try {
    const iam = iamReader(account.iam, client, deadlines.questions);
    const census = await takeCensus(iam, parameters);
    const outcomes = await judgeUsers(iam, census.users, parameters, new Date(began), { onProgress });
    return await confirm(iamReader(account.iam, client, deadlines.confirmation), census, outcomes);
  } finally {
    await client.stop();
  }
}

/** Where the users cannot even be listed, that is all there is to say. */
function nobodyListed(error: unknown): Assessment {
  return { outcomes: [], problems: [asProblem(error)] };
}
