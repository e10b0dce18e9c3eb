import { inAccounts } from '../audit/contents';
import { type Report, unreadAccounts } from '../audit/report';
import { briefError } from '../text/brief-error';
import { counted } from '../text/count';
import { coloured, type Page } from '../text/page';
import { visible } from '../text/visible';
import { wrap, wrapIndented } from '../text/wrap';

/** The last lines, which are in sight after a long table: totals, and what the audit lacks. */
export function summaryLines(report: Report, columns: number, page: Page): readonly string[] {
  const { complete, totals } = report;
  const counts: readonly (readonly [number, string])[] = [
    [totals.nonCompliant, 'NON_COMPLIANT'],
    [totals.unread, 'not read'],
    [totals.inGrace, 'in grace'],
    [totals.notApplicable, 'exempt'],
    [totals.compliant - totals.inGrace, 'COMPLIANT'],
  ];
  const parts = counts.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}`);
  const colour = totals.nonCompliant > 0 ? 'red' : complete ? 'green' : 'yellow';
  const total = [counted(totals.users, 'user') + inAccounts(report), parts.join(', ')]
    .filter((part) => part !== '')
    .join(': ');
  return [
    ...wrap(total, columns).map((line) => coloured(line, colour, page)),
    ...(complete ? [] : lacks(report, columns)).map((line) => coloured(line, 'yellow', page)),
  ];
}

function lacks(report: Report, columns: number): readonly string[] {
  const { problems, totals } = report;
  const unread = unreadAccounts(report).length;
  const parts = [
    ...(unread === 0 ? [] : [`${counted(unread, 'account')} not read`]),
    ...(totals.unread === 0 ? [] : [`${counted(totals.unread, 'user')} without a verdict`]),
  ];
  const title = parts.length === 0 ? 'INCOMPLETE' : `INCOMPLETE: ${parts.join(', ')}`;
  return [
    ...wrap(title, columns),
    ...problems.flatMap((problem) => wrapIndented(visible(briefError(problem)), columns)),
  ];
}
