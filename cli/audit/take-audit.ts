import { Asker } from '../../rule/ask';
import { assess, MOST_AT_ONCE } from '../../rule/assess';
import { asProblem } from '../../rule/core/errors';
import type { Assessment } from '../../rule/core/outcome';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import { deadlinesOf } from '../../rule/deadlines';
import type { Clock } from '../../rule/ports';
import type { AccountAccess } from '../aws/account-access';
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
export async function takeAudit({ account, clock, parameters, onProgress }: AuditRequest): Promise<Audit> {
  const { accountId, partition, callerArn, region, iam } = account;
  const began = clock.now();
  let usersListed = true;
  const assessment = await assess({
    iam,
    asker: new Asker(clock, { start: 4, most: MOST_AT_ONCE }),
    clock,
    parameters,
    deadlines: deadlinesOf(began, began + LONGEST_MS),
    onProgress,
  }).catch((error: unknown) => {
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

/** Where the users cannot even be listed, that is all there is to say. */
function nobodyListed(error: unknown): Assessment {
  return { outcomes: [], problems: [asProblem(error)] };
}
