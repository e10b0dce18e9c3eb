import { isOfOrganization, type Report, unreadAccounts } from '../audit/report';
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
  const total = [users(totals.users) + inAccounts(report), parts.join(', ')]
    .filter((part) => part !== '')
    .join(': ');
  return [
    ...wrap(total, columns).map((line) => coloured(line, colour, page)),
    ...(complete ? [] : lacks(report, columns)).map((line) => coloured(line, 'yellow', page)),
  ];
}

/** How many accounts those users are in. */
function inAccounts(report: Report): string {
  if (!isOfOrganization(report)) return '';
  const read = report.accounts.length - unreadAccounts(report).length;
  return ` in ${accounts(read)}`;
}

function lacks(report: Report, columns: number): readonly string[] {
  const { problems, totals } = report;
  const unread = unreadAccounts(report).length;
  const parts = [
    ...(unread === 0 ? [] : [`${accounts(unread)} not read`]),
    ...(totals.unread === 0 ? [] : [`${users(totals.unread)} without a verdict`]),
  ];
  const title = parts.length === 0 ? 'INCOMPLETE' : `INCOMPLETE: ${parts.join(', ')}`;
  return [
    ...wrap(title, columns),
    ...problems.flatMap(({ message }) => wrapIndented(visible(message), columns)),
  ];
}

function users(count: number): string {
  return count === 1 ? '1 user' : `${count} users`;
}

function accounts(count: number): string {
  return count === 1 ? '1 account' : `${count} accounts`;
}
