import { changeLists } from '../audit/changes';
import type { Change, Report } from '../audit/report';
import { capitalize } from '../text/capitalize';
import { data, type Html, html } from './markup';
import { instant } from './phrases';

/** What is different from the earlier audit that this one was compared with. */
export function changesSection({ changes }: Report): Html | undefined {
  if (changes === undefined) return undefined;
  const lists = changeLists(changes).flatMap(([title, users]) =>
    users.length === 0 ? [] : [list(capitalize(title), users)],
  );
  return html`<section aria-labelledby="changes-title">
<h2 id="changes-title">Since the audit of ${instant(changes.since)}</h2>
${lists.length === 0 ? html`<p>No change.</p>` : html`<div class="changes">${lists}</div>`}
</section>`;
}

function list(title: string, users: readonly Change[]): Html {
  const items = users.map(
    ({ userName, accountId, accountName = '', before, now }) =>
      html`<li>${data(userName)} ${accountId && html`<small>${data(accountName)} ${accountId}</small> `}<small>${compliance(before)} → ${compliance(now)}</small></li>`,
  );
  return html`<div><h3>${title} <span class="count">${users.length}</span></h3><ul>${items}</ul></div>`;
}

function compliance(value: Change['now']): string {
  return value === undefined ? '–' : (value ?? 'not read');
}
