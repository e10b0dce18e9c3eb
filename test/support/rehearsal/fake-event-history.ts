import type { EventHistoryApi } from '../../../cli/aws/cloudtrail';
import type { Clock } from '../../../rule/ports';

/** A call of LookupEvents. */
export interface Lookup {
  readonly region: string;
  /** When, in milliseconds since the epoch. */
  readonly at: number;
  readonly from: Date;
  readonly to: Date;
}

/** Event histories of some Regions, which answer page by page, the newest events first. */
export class FakeEventHistory {
  readonly lookups: Lookup[] = [];
  pageSize = 50;
  /** What a call fails with, if it does. */
  onLookup: (lookup: Lookup, count: number) => Error | undefined = () => undefined;

  constructor(
    private readonly clock: Clock,
    private readonly events: Readonly<Record<string, readonly object[]>>,
  ) {}

  readonly of = (region: string): EventHistoryApi => ({
    lookupEvents: async ({ from, to }, token = '0') => {
      const lookup = { region, at: this.clock.now(), from, to };
      this.lookups.push(lookup);
      const error = this.onLookup(lookup, this.lookups.length);
      if (error !== undefined) throw error;
      const found = (this.events[region] ?? [])
        .map((event) => ({ time: timeOf(event), text: JSON.stringify(event) }))
        .filter(({ time }) => time >= from && time <= to)
        .sort((a, b) => b.time.getTime() - a.time.getTime());
      const end = Number(token) + this.pageSize;
      const items = found.slice(Number(token), end);
      return end < found.length ? { items, next: String(end) } : { items };
    },
  });
}

function timeOf(event: object): Date {
  return new Date('eventTime' in event ? String(event.eventTime) : 0);
}
