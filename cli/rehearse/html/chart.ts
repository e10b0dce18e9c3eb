import { type Html, html } from '../../html/markup';
import { number, some } from '../phrases';
import { type Bin, isWeekend } from './days';

/** In units of the drawing, which is stretched to the width that it gets. */
const STEP = 10;
const BAR = 8;
const HEIGHT = 100;
/** One call is seen beside thousands. */
const LEAST = 2;

/** Bars over time. Numbers and dates stand beside it, in text that is not stretched. */
export function bars(bins: readonly Bin[], label: string): Html {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const width = bins.length * STEP;
  const weekends = bins.map((bin, at) =>
    bin.first === bin.last && isWeekend(bin.first)
      ? html`<rect class="weekend" x="${at * STEP}" width="${STEP}" height="${HEIGHT}"/>`
      : undefined,
  );
  const shown = bins.map((bin, at) => bar(bin, at, most));
  return html`<svg class="bars" role="img" aria-label="${label}" viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none">${weekends}<path class="grid" d="M0 0H${width}M0 ${HEIGHT / 2}H${width}"/>${shown}<path class="axis" d="M0 ${HEIGHT}H${width}"/></svg>`;
}

function bar({ first, last, count }: Bin, at: number, most: number): Html | undefined {
  if (count === 0) return undefined;
  const height = Math.max(LEAST, (HEIGHT * count) / most);
  const when = first === last ? first : `${first} to ${last}`;
  return html`<rect class="bar" x="${at * STEP + (STEP - BAR) / 2}" y="${HEIGHT - height}" width="${BAR}" height="${height}"><title>${when}: ${some(count, 'call')}</title></rect>`;
}

/** The chart in words, for readers who do not see the bars. */
export function chartLabel(bins: readonly Bin[]): string {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const busy = bins.filter(({ count }) => count > 0);
  const unit = bins.some(({ first, last }) => first !== last) ? 'week' : 'day';
  const top = busy.reduce<Bin | undefined>(
    (best, bin) => (best === undefined || bin.count > best.count ? bin : best),
    undefined,
  );
  if (top === undefined) return 'No call would have been denied.';
  const most = unit === 'day' ? `on ${top.first}` : `in the week from ${top.first}`;
  return `${some(total, 'call')} on ${busy.length} of ${some(bins.length, unit)}, most ${most}: ${number(top.count)}`;
}
