import type { Change, Report } from '../audit/report';
import { data, type Html, html } from './markup';
import { instant } from './words';

/** What is different from the earlier audit that this one was compared with. */
export function changesSection({ changes }: Report): Html | undefined {
  if (changes === undefined) return undefined;
  const kinds: readonly (readonly [string, readonly Change[]])[] = [
    ['Became non-compliant', changes.becameNonCompliant],
    ['Became compliant', changes.becameCompliant],
    ['Became exempt', changes.becameExempt],
    ['New', changes.new],
    ['Gone', changes.gone],
  ];
  const lists = kinds.flatMap(([title, users]) => (users.length === 0 ? [] : [list(title, users)]));
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
