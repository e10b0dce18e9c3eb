import type { RehearsalVerdict } from '../../../rule/rehearsal/rehearsal';
import { type Html, html } from '../../html/markup';
import { number, some } from '../phrases';
import { type RehearsalReport, usersWith, VERDICTS } from '../report';

/** A verdict in words, and the class that colors it. */
const NAMES: Readonly<Record<RehearsalVerdict, { readonly name: string; readonly category: string }>> = {
  denied: { name: 'Would lose calls', category: 'failing' },
  unknown: { name: 'Undecided', category: 'unread' },
  unaffected: { name: 'Unaffected', category: 'passing' },
  'no-calls': { name: 'No calls', category: 'exempt' },
};

/** How many users have each verdict, as a bar and in figures. */
export function totals(report: RehearsalReport): Html {
  const all = report.rehearsal.users.length;
  const counts = VERDICTS.map((verdict) => ({ verdict, users: usersWith(report, verdict).length }));
  const figures = counts.map(({ verdict, users }) => {
    const { name, category } = NAMES[verdict];
    return html`<div class="figure ${category}"><dt>${name}</dt><dd><strong>${number(users)}</strong></dd></div>`;
  });
  return html`${bar(counts, all)}<dl class="figures four">${figures}</dl>`;
}

function bar(
  counts: readonly { readonly verdict: RehearsalVerdict; readonly users: number }[],
  all: number,
): Html {
  const shown = counts.filter(({ users }) => users > 0);
  let x = 0;
  const pieces = shown.map(({ verdict, users }) => {
    const width = (1000 * users) / all;
    const { name, category } = NAMES[verdict];
    const piece = html`<rect class="${category}" x="${x}" width="${width}" height="28"><title>${name}: ${users}</title></rect>`;
    x += width;
    return piece;
  });
  const words = shown.map(({ verdict, users }) => `${NAMES[verdict].name} ${users}`).join(', ');
  return html`<svg class="chart" role="img" aria-label="Of ${some(all, 'user')}: ${words || 'none'}" viewBox="0 0 1000 28" preserveAspectRatio="none"><rect class="track" width="1000" height="28"/>${pieces}</svg>`;
}
