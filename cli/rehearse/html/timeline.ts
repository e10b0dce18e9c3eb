import { data, type Html, html } from '../../html/markup';
import { number } from '../phrases';
import { deniedCallsOf, type RehearsalReport, usersWith } from '../report';
import { bars, chartLabel } from './chart';
import { type Bin, binsOf, daysOf, deniedByDay, shortDay } from './days';

/** Dates below the bars. */
const DATES_SHOWN = 5;

/** When calls would have been denied: in total, then of each user. Nothing where none would. */
export function timeline(report: RehearsalReport): Html | undefined {
  const users = usersWith(report, 'denied');
  if (users.length === 0) return undefined;
  const days = daysOf(report.window);
  const bins = binsOf(days, deniedByDay(users));
  const label = chartLabel(bins);
  return html`<section aria-labelledby="timeline-title">
<h2 id="timeline-title">Calls that would have been denied</h2>
<figure class="timeline">
<figcaption>${label}. Days are UTC.</figcaption>
<div class="plot"><div class="scale" aria-hidden="true"><span>${number(highest(bins))}</span><span>0</span></div>
${bars(bins, label)}
${dates(bins)}</div>
</figure>
<table class="by-user">
<caption>By user; each has a scale of its own</caption>
<colgroup><col class="who"><col><col class="how-many"></colgroup>
<thead class="sr"><tr><th scope="col">User</th><th scope="col">Timeline</th><th scope="col">Calls denied</th></tr></thead>
<tbody>
${users.map((user, at) => {
  const ofUser = binsOf(days, user.deniedByDay);
  return html`<tr><th scope="row"><a href="#user-${at + 1}">${data(user.userName)}</a></th><td>${bars(ofUser, chartLabel(ofUser))}</td><td class="number">${number(deniedCallsOf(user))}</td></tr>
`;
})}</tbody>
</table>
${byDayTable(bins)}
</section>`;
}

function highest(bins: readonly Bin[]): number {
  return Math.max(...bins.map(({ count }) => count));
}

function dates(bins: readonly Bin[]): Html {
  const count = Math.min(DATES_SHOWN, bins.length);
  const shown = Array.from({ length: count }, (_, at) => {
    const bin = bins[Math.round((at * (bins.length - 1)) / Math.max(1, count - 1))];
    return html`<span>${shortDay(bin?.first ?? '')}</span>`;
  });
  return html`<div class="dates" aria-hidden="true">${shown}</div>`;
}

/** The same in figures, for readers who do not see the bars, and to copy. */
function byDayTable(bins: readonly Bin[]): Html {
  const rows = bins
    .filter(({ count }) => count > 0)
    .map(
      ({ first, last, count }) =>
        html`<tr><th scope="row">${first === last ? first : `${first} to ${last}`}</th><td class="number">${number(count)}</td></tr>`,
    );
  return html`<details class="figures-of-days"><summary>In figures</summary>
<table><caption class="sr">Calls denied by day</caption><thead><tr><th scope="col">Day (UTC)</th><th scope="col" class="number">Calls denied</th></tr></thead><tbody>${rows}</tbody></table>
</details>`;
}
