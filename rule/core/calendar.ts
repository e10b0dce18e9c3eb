const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/**
 * The instant at which a day `YYYY-MM-DD` ends in UTC, which is the first instant of the next day.
 *
 * @returns `undefined` for anything that is not a day of the calendar.
 */
export function endOfDay(text: string): Date | undefined {
  if (!DAY.test(text)) return undefined;
  const start = new Date(`${text}T00:00:00Z`);
  // A parser may carry 30 February over into March; a day that does not come back as written does not exist.
  if (Number.isNaN(start.getTime()) || start.toISOString().slice(0, 10) !== text) return undefined;
  return new Date(start.getTime() + DAY_MS);
}

/**
 * An ISO 8601 instant with its offset, e.g. `2027-01-31T18:00:00Z` or `2027-01-31T18:00+01:00`.
 *
 * @returns `undefined` for anything else, an instant without an offset included.
 */
export function parseInstant(text: string): Date | undefined {
  const day = INSTANT.exec(text)?.[1];
  if (day === undefined || endOfDay(day) === undefined) return undefined;
  return new Date(text);
}

/** The instant that lies a number of days after another. */
export function addDays(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * DAY_MS);
}

/** An instant in UTC as people read it: to the second, or to the millisecond where it has any. */
export function formatInstant(instant: Date): string {
  return instant.toISOString().replace('.000Z', 'Z');
}
