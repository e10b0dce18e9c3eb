import type { Audit } from '../audit/audit';
import { coloured, type Page } from '../text/page';
import { visible } from '../text/visible';
import { wrap, wrapIndented } from '../text/wrap';

/** The last lines, which are in sight after a long table: totals, and what the audit lacks. */
export function summaryLines(audit: Audit, columns: number, page: Page): readonly string[] {
  const { complete, totals } = audit;
  const counts: readonly (readonly [number, string])[] = [
    [totals.nonCompliant, 'NON_COMPLIANT'],
    [totals.unread, 'not read'],
    [totals.inGrace, 'in grace'],
    [totals.notApplicable, 'exempt'],
    [totals.compliant - totals.inGrace, 'COMPLIANT'],
  ];
  const parts = counts.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}`);
  const colour = totals.nonCompliant > 0 ? 'red' : complete ? 'green' : 'yellow';
  const total = [users(totals.users), parts.join(', ')].filter((part) => part !== '').join(': ');
  return [
    ...wrap(total, columns).map((line) => coloured(line, colour, page)),
    ...(complete ? [] : lacks(audit, columns)).map((line) => coloured(line, 'yellow', page)),
  ];
}

function lacks({ problems, totals: { unread } }: Audit, columns: number): readonly string[] {
  const title = unread === 0 ? 'INCOMPLETE' : `INCOMPLETE: ${users(unread)} without a verdict`;
  return [
    ...wrap(title, columns),
    ...problems.flatMap(({ message }) => wrapIndented(visible(message), columns)),
  ];
}

function users(count: number): string {
  return count === 1 ? '1 user' : `${count} users`;
}
