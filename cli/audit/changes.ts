import type { Compliance } from '../../rule/core/verdict';
import type { EarlierAudit } from './earlier-audit';
import {
  type AccountName,
  type Change,
  type Changes,
  isOfOrganization,
  type Report,
  ROOT_NAME,
} from './report';

/**
 * Compares an audit with an earlier one. A result that either could not read is no change; nobody is gone where the
 * users of the account could not be listed or were not asked for, and nobody new where they were not then.
 */
export function changesSince(earlier: EarlierAudit, report: Report): Changes {
  const before = new Map(earlier.users.map((user) => [user.userId, user]));
  const still = report.rows.flatMap((row): readonly Change[] => {
    const known = before.get(row.userId);
    return known === undefined
      ? []
      : [{ ...names(row), before: known.compliance, now: row.result.compliance }];
  });
  const became = (compliance: Compliance) =>
    still.filter(({ before = null, now }) => now === compliance && before !== compliance && before !== null);
  const listed = new Set(report.rows.map(({ userId }) => userId));
  const unreadThen = unreadIn(earlier);
  const isReadNow = readNow(report);
  return {
    since: new Date(earlier.time),
    becameCompliant: became('COMPLIANT'),
    becameNonCompliant: became('NON_COMPLIANT'),
    becameExempt: became('NOT_APPLICABLE'),
    new: report.rows
      .filter(
        (row) => !before.has(row.userId) && !unreadThen.has(row.accountId) && row.userName !== ROOT_NAME,
      )
      .map((row) => ({ ...names(row), now: row.result.compliance })),
    gone: earlier.users
      .filter((user) => !listed.has(user.userId) && isReadNow(user.account) && user.userName !== ROOT_NAME)
      .map(({ account: accountId, ...user }) => ({
        ...names({ ...user, accountId }),
        before: user.compliance,
      })),
  };
}

type Named = Pick<Change, 'userName' | 'userId'> & {
  readonly [Member in keyof AccountName]?: string | undefined;
};

/** Accounts are named where there may be several. */
function names({ accountId, accountName, userName, userId }: Named): Change {
  return { ...(accountId && accountName !== undefined && { accountId, accountName }), userName, userId };
}

/** The accounts of whose users the earlier audit says nothing. */
function unreadIn({ accounts = [], skipped = [] }: EarlierAudit): ReadonlySet<string> {
  const unread = [...accounts.filter(({ status }) => status === 'unread'), ...skipped];
  return new Set(unread.map(({ account }) => account));
}

/** Whether it is known who is in an account now, by its id; an audit of a single one is of that. */
function readNow(report: Report): (accountId: string | undefined) => boolean {
  if (!isOfOrganization(report)) return () => report.usersListed;
  const read = new Set(
    report.accounts.filter(({ status }) => status === 'audited').map(({ accountId }) => accountId),
  );
  return (accountId) => accountId !== undefined && read.has(accountId);
}

/** Users by what has changed of them, those first for whom something is to be done. */
export function changeLists(
  changes: Changes,
): readonly (readonly [title: string, users: readonly Change[]])[] {
  return [
    ['became non-compliant', changes.becameNonCompliant],
    ['became compliant', changes.becameCompliant],
    ['became exempt', changes.becameExempt],
    ['new', changes.new],
    ['gone', changes.gone],
  ];
}
