import { type Category, rowsIn } from '../audit/categories';
import { deviceTypesOf } from '../audit/device-types';
import { isOfOrganization, type Report, type Row } from '../audit/report';
import { devicesBelow, devicesOf } from './devices';
import { data, type Html, html } from './markup';
import { CATEGORY_NAMES, count, instant } from './phrases';
import { reasonOf } from './reason';
import { remedies, remedyFor } from './remedy';

interface Column {
  readonly title: string;
  readonly cell: (row: Row, report: Report) => Html | string;
}

interface UserTable {
  /** The column beside the user's name that says most comes first. */
  readonly columns: readonly Column[];
  readonly introduction?: (report: Report) => Html;
  /** What to say where nobody is in the category; without it there is no section then. */
  readonly emptyText?: string;
}

const why: Column = { title: 'Why', cell: ({ result }, { parameters }) => reasonOf(result, parameters) };

/** The same, and the devices that did not count or were not looked at. */
const whyWithDevices: Column = {
  ...why,
  cell: (row, { parameters }) => html`${reasonOf(row.result, parameters)}${devicesBelow(row)}`,
};

const account: Column = {
  title: 'Account',
  cell: ({ accountId, accountName = '' }) => html`${data(accountName)}<small>${accountId}</small>`,
};

const TABLES: Readonly<Record<Category, UserTable>> = {
  failing: {
    columns: [
      whyWithDevices,
      { title: 'What to do', cell: (row, { parameters }) => remedyFor(row, parameters) },
    ],
    introduction: ({ parameters }) => remedies(parameters),
    emptyText: 'Nobody.',
  },
  unread: {
    columns: [why],
    introduction: () =>
      html`<p class="note">Of these users this audit says nothing: a fact that it needed could not be read, or a name passed to another user meanwhile.</p>`,
  },
  grace: {
    columns: [
      whyWithDevices,
      {
        title: 'Grace ends',
        cell: ({ result }) => (result.reason === 'inGrace' ? instant(result.endsAt) : ''),
      },
      { title: 'Time left', cell: ({ result }, { time }) => timeLeft(result, time) },
    ],
    introduction: ({ parameters, totals }) =>
      totals.nonCompliant === 0
        ? remedies(parameters)
        : html`<p class="note">Before grace ends, the same is to be done as for those who fail.</p>`,
  },
  exempt: {
    columns: [
      { ...whyWithDevices, title: 'Reason' },
      { title: 'Last exempt day (UTC)', cell: ({ result }) => lastExemptDay(result) },
    ],
    introduction: () =>
      html`<p class="note">An exemption is no compliance. Whether it should stand is for whoever owns the policy.</p>`,
  },
  passing: {
    columns: [why, { title: 'Devices', cell: devicesOf }],
  },
};

/** The users in a category, a row each, under the heading that the totals use; undefined where there is nothing to say. */
export function userTable(report: Report, category: Category): Html | undefined {
  const { columns: own, introduction, emptyText } = TABLES[category];
  const columns = isOfOrganization(report) ? [account, ...own] : own;
  const rows = rowsIn(report, category);
  if (rows.length === 0 && emptyText === undefined) return undefined;
  const { name, compliance } = CATEGORY_NAMES[category];
  const body =
    rows.length === 0
      ? html`<p>${emptyText}</p>`
      : html`${introduction?.(report)}<table class="users">
<caption class="sr">${name}: ${count(rows.length, 'user')}</caption>
<thead><tr><th scope="col">User</th>${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => userRow(row, columns, report))}</tbody>
</table>`;
  return html`<section class="category ${category}" id="${category}" aria-labelledby="${category}-title" data-category="${category}">
<h2 id="${category}-title">${name} <span class="count">${rows.length.toLocaleString('en')}</span> <small>${compliance}</small></h2>
${body}
</section>`;
}

function userRow(row: Row, columns: readonly Column[], report: Report): Html {
  const cells = columns.map(({ cell }) => html`<td>${cell(row, report)}</td>`);
  return html`<tr data-devices="${deviceTypesOf(row.result).join(' ')}"><th scope="row">${who(row)}</th>${cells}</tr>
`;
}

/** The name, and what tells one user from another who had the name before. */
function who({ resourceType, userName, userId, path }: Row): Html {
  if (resourceType === 'AWS::::Account') return html`Root user<small>of account ${userId}</small>`;
  return html`${data(userName)}<small>${path === '/' ? '' : html`${data(path)} · `}${userId}</small>`;
}

function lastExemptDay(result: Row['result']): Html | string {
  if (result.reason !== 'exempt') return '';
  return result.exemption.by === 'tag' ? result.exemption.lastDay : 'no end';
}

const DAY_MS = 86_400_000;

/** At the time of the audit: the report is evidence of that moment. */
function timeLeft(result: Row['result'], time: Date): string {
  if (result.reason !== 'inGrace') return '';
  const days = Math.floor((result.endsAt.getTime() - time.getTime()) / DAY_MS);
  return days === 0 ? '< 1 day' : count(days, 'day');
}
