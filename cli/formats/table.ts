import { formatInstant } from '../../rule/core/calendar';
import { CATEGORIES, type Category, rowsIn } from '../audit/categories';
import { isOfOrganization, type Report } from '../audit/report';
import { shortReason } from '../audit/short-reason';
import { accountLabel, subjectTitle } from '../audit/subject';
import { columnLines, INDENT, widestOf } from '../text/columns';
import { type Colour, coloured, type Page } from '../text/page';
import { visible } from '../text/visible';
import { wrap, wrapIndented } from '../text/wrap';
import { changeLines } from './table-changes';
import { summaryLines } from './table-summary';

interface Heading {
  readonly title: string;
  readonly colour: Colour;
  /** What every user in the category is to do. */
  readonly remedy?: string;
}

const HEADINGS: Readonly<Record<Category, Heading>> = {
  failing: {
    title: 'NON_COMPLIANT: a console password and no accepted MFA device',
    colour: 'red',
    remedy: 'To do: IAM > Users > the user > Security credentials > Assign MFA device',
  },
  unread: { title: 'NOT READ: no verdict', colour: 'yellow' },
  grace: { title: 'COMPLIANT until grace ends: no accepted MFA device yet', colour: 'yellow' },
  exempt: { title: 'NOT_APPLICABLE: exempt', colour: 'cyan' },
  passing: { title: 'COMPLIANT', colour: 'green' },
};

/** For people: failing users first, grouped by verdict, on lines that the page has room for. */
export function table(report: Report, page: Page): string {
  const columns = page.columns ?? Number.POSITIVE_INFINITY;
  const head = `${subjectTitle(report)} at ${formatInstant(report.time)}`;
  const sections = [
    wrap(visible(head), columns),
    ...CATEGORIES.map((category) => categoryLines(category, report, columns, page)),
    changeLines(report, columns, page),
    skippedLines(report, columns),
    summaryLines(report, columns, page),
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function categoryLines(category: Category, report: Report, columns: number, page: Page): readonly string[] {
  const rows = rowsIn(report, category);
  const { title, colour, remedy } = HEADINGS[category];
  if (rows.length === 0) return [];
  const cells = rows.map((row) =>
    [
      row.userName,
      ...(isOfOrganization(report) ? [accountLabel(row)] : []),
      shortReason(row.result, report.parameters),
    ].map(visible),
  );
  const widths = widthsOf(cells, columns);
  return [
    ...wrap(`${title} (${rows.length})`, columns).map((line) => coloured(line, colour, page)),
    ...(remedy === undefined ? [] : wrap(remedy, columns)),
    ...cells.flatMap((texts) => columnLines(texts, widths)),
  ];
}

/** As wide as their texts: names take 40 % of the page at most, with accounts 60 %; the last column has what remains. */
function widthsOf(rows: readonly (readonly string[])[], columns: number): readonly number[] {
  const named = (rows[0]?.length ?? 1) - 1;
  const most = Math.floor(columns * (named === 1 ? 0.4 : 0.3));
  const widest = (at: number) => widestOf(rows.map((texts) => texts[at] ?? ''));
  const widths = Array.from({ length: named }, (_, at) => Math.min(most, widest(at)));
  const taken = widths.reduce((sum, width) => sum + width + INDENT.length, INDENT.length);
  return [...widths, Math.max(1, columns - taken)];
}

/** Accounts that nobody tried to read: those that are no longer active, and how many were left out. */
function skippedLines(report: Report, columns: number): readonly string[] {
  if (!isOfOrganization(report) || report.skipped.length === 0) return [];
  const excluded = report.skipped.filter(({ reason }) => reason === 'excluded').length;
  const inactive = report.skipped.filter(({ reason }) => reason !== 'excluded');
  return [
    ...wrap(`SKIPPED (${report.skipped.length})`, columns),
    ...inactive.flatMap((account) =>
      wrapIndented(visible(`${accountLabel(account)}: ${account.reason}`), columns),
    ),
    ...(excluded === 0 ? [] : wrapIndented(`${excluded} excluded`, columns)),
  ];
}
