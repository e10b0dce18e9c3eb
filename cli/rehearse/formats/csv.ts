import { formatInstant } from '../../../rule/core/calendar';
import type { DeniedCalls, UserRehearsal } from '../../../rule/rehearsal/rehearsal';
import { csvTable } from '../../text/csv';
import { limits } from '../phrases';
import { type RehearsalReport, regionsOf } from '../report';

/** The calls are absent on the row of a user who would lose none. */
interface Row {
  readonly user: UserRehearsal;
  readonly calls?: DeniedCalls;
  readonly report: RehearsalReport;
}

const COLUMNS: Readonly<Record<string, (row: Row) => string | number>> = {
  userName: ({ user }) => user.userName,
  verdict: ({ user }) => user.verdict,
  credential: ({ calls }) => calls?.credential ?? '',
  accessKeyId: ({ calls }) => calls?.accessKeyId ?? '',
  action: ({ calls }) => calls?.action ?? '',
  count: ({ calls }) => calls?.count ?? 0,
  firstSeen: ({ calls }) => calls?.firstSeen ?? '',
  lastSeen: ({ calls }) => calls?.lastSeen ?? '',
  roles: ({ calls }) =>
    (calls?.roles ?? [])
      .map(({ roleArn, count, callsInSessions }) => `${roleArn} ${count} times, ${callsInSessions} calls`)
      .join(';'),
  callsOfUser: ({ user }) => user.calls,
  unknownOfUser: ({ user }) => user.unknown,
  signInsWithoutMfa: ({ user }) => user.signInsWithoutMfa,
  account: ({ report }) => report.accountId ?? '',
  from: ({ report }) => formatInstant(report.window.from),
  to: ({ report }) => formatInstant(report.window.to),
  source: ({ report }) => report.source.type,
  regions: ({ report }) => regionsOf(report).join(';'),
  complete: ({ report }) => String(report.complete),
  unknownEvents: ({ report }) => report.rehearsal.unknownEvents,
  notRead: ({ report }) => limits(report).join(' '),
};

/** A row for each action that a user would lose with a credential, and one for each other user. */
export function csv(report: RehearsalReport): string {
  const rows = report.rehearsal.users.flatMap((user): readonly Row[] =>
    user.denied.length === 0 ? [{ user, report }] : user.denied.map((calls) => ({ user, calls, report })),
  );
  const cells = rows.map((row) => Object.values(COLUMNS).map((cell) => String(cell(row))));
  return csvTable([Object.keys(COLUMNS), ...cells]);
}
