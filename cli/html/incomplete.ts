import type { Report } from '../audit/report';
import { data, type Html, html } from './markup';
import { count } from './phrases';

/** Says, before anything else, that this is no whole audit, and what went wrong. */
export function incompleteNotice({ complete, problems, totals }: Report): Html | undefined {
  if (complete) return undefined;
  const unread =
    totals.unread === 0
      ? undefined
      : html`<li>No verdict for ${count(totals.unread, 'user')}: see Not read.</li>`;
  return html`<section class="incomplete" aria-labelledby="incomplete-title">
<h2 id="incomplete-title">Incomplete</h2>
<p>Not everything could be read. What follows is true, and not the whole.</p>
<ul>${unread}${problems.map(({ message }) => html`<li>${data(message)}</li>`)}</ul>
</section>`;
}
