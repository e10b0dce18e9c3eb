import type { Compliance } from '../../lambda/core/verdict';
import type { Audit, Row } from './audit';
import type { EarlierAudit } from './earlier-audit';
import { ROOT_NAME } from './rows';

/** What is different from an earlier audit. Users are the same who have the same id. */
export interface Changes {
  /** When the earlier audit was taken. */
  readonly since: Date;
  readonly becameCompliant: readonly Change[];
  readonly becameNonCompliant: readonly Change[];
  /** NOT_APPLICABLE now, and was not. */
  readonly becameExempt: readonly Change[];
  readonly new: readonly Change[];
  readonly gone: readonly Change[];
}

export interface Change {
  readonly userName: string;
  readonly userId: string;
  /** Null where the audit could not read it; absent where the user was not there. */
  readonly before?: Compliance | null;
  readonly now?: Compliance | null;
}

/**
 * Compares an audit with an earlier one. A result that either could not read is no change, and nobody is gone where
 * the users could not be listed.
 */
export function changesSince(earlier: EarlierAudit, audit: Audit): Changes {
  const before = new Map(earlier.users.map((user) => [user.userId, user]));
  const still = audit.rows.flatMap((row): readonly Required<Change>[] => {
    const known = before.get(row.userId);
    return known === undefined
      ? []
      : [{ ...names(row), before: known.compliance, now: row.result.compliance }];
  });
  const became = (compliance: Compliance) =>
    still.filter((change) => change.now === compliance && ![compliance, null].includes(change.before));
  const listed = new Set(audit.rows.map(({ userId }) => userId));
  return {
    since: new Date(earlier.time),
    becameCompliant: became('COMPLIANT'),
    becameNonCompliant: became('NON_COMPLIANT'),
    becameExempt: became('NOT_APPLICABLE'),
    new: audit.rows
      .filter((row) => !before.has(row.userId) && row.userName !== ROOT_NAME)
      .map((row) => ({ ...names(row), now: row.result.compliance })),
    gone: listedNobody(audit)
      ? []
      : earlier.users
          .filter((user) => !listed.has(user.userId) && user.userName !== ROOT_NAME)
          .map((user) => ({ ...names(user), before: user.compliance })),
  };
}

function names({ userName, userId }: Pick<Row, 'userName' | 'userId'>) {
  return { userName, userId };
}

/** An account may be empty, an incomplete audit without any user could not list them. */
function listedNobody({ complete, rows }: Audit): boolean {
  return !complete && rows.every(({ userName }) => userName === ROOT_NAME);
}
