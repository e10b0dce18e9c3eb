import { addDays, endOfDay, formatInstant, parseInstant } from '../../rule/core/calendar';
import { quoted } from '../../rule/core/errors';
import { UsageError } from '../usage-error';

/** From `from`, up to and without `to`. */
export interface Window {
  readonly from: Date;
  readonly to: Date;
}

export interface WindowOptions {
  readonly from?: string;
  readonly to?: string;
}

const DEFAULT_DAYS = 30;
const SECOND_MS = 1_000;

/**
 * The window that flags ask for: from the beginning of a day or an instant, up to the end of a day or an instant. The
 * last 30 days unless they say otherwise.
 *
 * @throws UsageError `InvalidWindow` for what is not a date, a date in the future, and an empty window.
 */
export function readWindow(options: WindowOptions, now: Date): Window {
  const to = endOf(options.to, now);
  const from = options.from === undefined ? addDays(to, -DEFAULT_DAYS) : beginningOf(options.from, now);
  if (from < to) return { from, to };
  throw invalid(
    `the window is empty: --from ${formatInstant(from)} is not before --to ${formatInstant(to)}; name an earlier --from or a later --to`,
  );
}

function beginningOf(text: string, now: Date): Date {
  const end = endOfDay(text);
  const from = end === undefined ? parseInstant(text) : addDays(end, -1);
  if (from === undefined) throw notADate('--from', text);
  if (from > now) throw inFuture('--from', text, now);
  return from;
}

/** Today ends now, as far as anything can have been recorded. CloudTrail records whole seconds. */
function endOf(text: string | undefined, now: Date): Date {
  const nextSecond = new Date(Math.ceil(now.getTime() / SECOND_MS) * SECOND_MS);
  if (text === undefined) return nextSecond;
  const end = endOfDay(text);
  if (end !== undefined) {
    if (addDays(end, -1) > now) throw inFuture('--to', text, now);
    return end > now ? nextSecond : end;
  }
  const to = parseInstant(text);
  if (to === undefined) throw notADate('--to', text);
  if (to > now) throw inFuture('--to', text, now);
  return to;
}

function notADate(flag: string, text: string): UsageError {
  return invalid(
    `${flag} is ${quoted(text)}; allowed: a day YYYY-MM-DD (UTC) or an instant with its offset, such as 2027-01-31T18:00:00Z`,
  );
}

function inFuture(flag: string, text: string, now: Date): UsageError {
  return invalid(`${flag} is ${quoted(text)}, which is in the future; now it is ${formatInstant(now)}`);
}

function invalid(message: string): UsageError {
  return new UsageError('InvalidWindow', message);
}
