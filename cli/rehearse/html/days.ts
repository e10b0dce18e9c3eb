import { addDays } from '../../../rule/core/calendar';
import type { UserRehearsal } from '../../../rule/rehearsal/rehearsal';
import type { Window } from '../window';

/** Calls of a day, or of some days that follow each other. */
export interface Bin {
  /** The first and the last day, `YYYY-MM-DD` in UTC. */
  readonly first: string;
  readonly last: string;
  readonly count: number;
}

/** More bars than this are too thin to be told apart: then a bar is a week. */
const MOST_DAYS = 120;
const WEEK = 7;

/** Every day of a window, those without calls included. */
export function daysOf({ from, to }: Window): readonly string[] {
  const days: string[] = [];
  for (let at = from; dayOf(at) <= dayOf(new Date(to.getTime() - 1)); at = addDays(at, 1))
    days.push(dayOf(at));
  return days;
}

/** Calls by day in the order of days, by week where there are many. */
export function binsOf(days: readonly string[], counts: ReadonlyMap<string, number>): readonly Bin[] {
  const size = days.length > MOST_DAYS ? WEEK : 1;
  const bins: Bin[] = [];
  for (let at = 0; at < days.length; at += size) {
    const ofBin = days.slice(at, at + size);
    const count = ofBin.reduce((sum, day) => sum + (counts.get(day) ?? 0), 0);
    bins.push({ first: ofBin[0] ?? '', last: ofBin.at(-1) ?? '', count });
  }
  return bins;
}

/** Calls that would be denied of all users together, by day. */
export function deniedByDay(users: readonly UserRehearsal[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const user of users) {
    for (const [day, count] of user.deniedByDay) counts.set(day, (counts.get(day) ?? 0) + count);
  }
  return counts;
}

/** Whether a day is a Saturday or a Sunday. */
export function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** For example `Nov 25`. */
export function shortDay(day: string): string {
  return `${MONTHS[Number(day.slice(5, 7)) - 1]} ${Number(day.slice(8, 10))}`;
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
