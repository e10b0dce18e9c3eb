import { formatInstant } from '../../lambda/core/calendar';
import type { Audit, Row } from '../audit/audit';
import { inShort } from '../audit/in-short';
import { type Colour, coloured, type Page } from '../text/page';
import { visible } from '../text/visible';
import { padEnd, widthOf, wrap } from '../text/wrap';
import { changeLines } from './table-changes';
import { summaryLines } from './table-summary';

interface Group {
  readonly title: string;
  readonly colour: Colour;
  readonly holds: (row: Row) => boolean;
  /** What everybody in the group is to do. */
  readonly remedy?: string;
}

/** Those first for whom something is to be done. Every row is in exactly one. */
const GROUPS: readonly Group[] = [
  {
    title: 'NON_COMPLIANT: a console password and no accepted MFA device',
    colour: 'red',
    holds: ({ result }) => result.compliance === 'NON_COMPLIANT',
    remedy: 'To do: IAM > Users > the user > Security credentials > Assign MFA device',
  },
  {
    title: 'NOT READ: no verdict',
    colour: 'yellow',
    holds: ({ result }) => result.compliance === null,
  },
  {
    title: 'COMPLIANT until grace ends: no accepted MFA device yet',
    colour: 'yellow',
    holds: ({ result }) => result.reason === 'inGrace',
  },
  {
    title: 'NOT_APPLICABLE: exempt',
    colour: 'cyan',
    holds: ({ result }) => result.compliance === 'NOT_APPLICABLE',
  },
  {
    title: 'COMPLIANT',
    colour: 'green',
    holds: ({ result }) => result.compliance === 'COMPLIANT' && result.reason !== 'inGrace',
  },
];

/** For people: failing users first, grouped by verdict, on lines that the page has room for. */
export function table(audit: Audit, page: Page): string {
  const columns = page.columns ?? Number.POSITIVE_INFINITY;
  const head = `Account ${audit.accountId} at ${formatInstant(audit.time)}`;
  const sections = [
    wrap(visible(head), columns),
    ...GROUPS.map((group) => groupLines(group, audit, columns, page)),
    changeLines(audit, columns, page),
    summaryLines(audit, columns, page),
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function groupLines(group: Group, audit: Audit, columns: number, page: Page): readonly string[] {
  const rows = audit.rows.filter(group.holds);
  if (rows.length === 0) return [];
  const cells = rows.map(
    (row) => [visible(row.userName), visible(inShort(row.result, audit.parameters))] as const,
  );
  const widest = Math.max(...cells.map(([name]) => widthOf(name)));
  const nameWidth = Math.min(widest, Math.max(8, Math.floor(columns * 0.4)));
  return [
    ...wrap(`${group.title} (${rows.length})`, columns).map((line) => coloured(line, group.colour, page)),
    ...(group.remedy === undefined ? [] : wrap(group.remedy, columns)),
    ...cells.flatMap(([name, why]) => rowLines(name, why, nameWidth, columns)),
  ];
}

const INDENT = '  ';

/** Name and reason beside each other, each wrapped in its own column. */
function rowLines(name: string, why: string, nameWidth: number, columns: number): readonly string[] {
  const left = wrap(name, nameWidth);
  const right = wrap(why, columns - nameWidth - 2 * INDENT.length);
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at) =>
    `${INDENT}${padEnd(left[at] ?? '', nameWidth)}${INDENT}${right[at] ?? ''}`.trimEnd(),
  );
}
