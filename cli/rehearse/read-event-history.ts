import { AwsCallError, asProblem, ConsoleMfaError } from '../../rule/core/errors';
import type { Clock } from '../../rule/ports';
import { CliClient } from '../aws/cli-client';
import { type EventHistoryApi, type HistoryEvent, LOOKUP_ACTION } from '../aws/cloudtrail';
import { Interrupted } from '../interruption';
import { UsageError } from '../usage-error';
import type { Damage } from './damage';
import { addText } from './read-log-files';
import type { Window } from './window';

/** CloudTrail answers two of these calls a second in each Region of an account, all callers together. */
const SPACING_MS = 500;
/** How long one page may take, throttling by other callers included. */
const LONGEST_PAGE_MS = 600_000;

/** What the event history is read with. */
export interface HistoryReading {
  readonly window: Window;
  readonly regions: readonly string[];
  readonly historyOf: (region: string) => EventHistoryApi;
  readonly clock: Clock;
  /** Takes a record. @returns why it is not an event, if it is not. */
  readonly add: (record: unknown) => string | undefined;
  readonly damage: Damage;
  readonly signal: AbortSignal;
  /** Takes the share of the window that has been read in all Regions together, from 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** How far a Region's events have been read. */
export interface RegionRead {
  readonly region: string;
  /** Where reading stopped: the newest events come first. Undefined where they were read to the end of the window. */
  readonly stoppedAt?: Date;
  /** Why it stopped. */
  readonly problem?: ConsoleMfaError;
}

/** Reads all Regions at a time, since each has its own limit. What goes wrong in one is said with it. */
export async function readEventHistory(reading: HistoryReading): Promise<readonly RegionRead[]> {
  const shares = new Map<string, number>();
  return Promise.all(
    reading.regions.map((region) =>
      readRegion(region, reading, (share) => {
        shares.set(region, share);
        const sum = [...shares.values()].reduce((total, each) => total + each, 0);
        reading.onProgress(sum / reading.regions.length);
      }),
    ),
  );
}

async function readRegion(
  region: string,
  reading: HistoryReading,
  onShare: (share: number) => void,
): Promise<RegionRead> {
  const { window, damage, add } = reading;
  let oldest = window.to;
  let number = 0;
  try {
    for await (const events of pagesOf(region, reading)) {
      for (const { text, time } of events) {
        number += 1;
        const reason = addText(text, add);
        if (reason !== undefined) damage.record(`event history of ${region}`, number, reason);
        if (time !== undefined && time < oldest) oldest = time;
      }
      onShare(shareOf(window, oldest));
    }
    onShare(1);
    return { region };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return { region, stoppedAt: oldest, problem: unread(region, asProblem(error)) };
  }
}

function shareOf({ from, to }: Window, oldest: Date): number {
  const share = (to.getTime() - oldest.getTime()) / (to.getTime() - from.getTime());
  return Math.min(1, Math.max(0, share));
}

/** One page at a time, at the pace that CloudTrail allows. Ends as `Interrupted` by the signal. */
async function* pagesOf(
  region: string,
  { window, historyOf, clock, signal }: HistoryReading,
): AsyncGenerator<readonly HistoryEvent[]> {
  const history = historyOf(region);
  const client = new CliClient(clock, { concurrency: 1 });
  let earliestStart = clock.now();
  let token: string | undefined;
  do {
    const current = token;
    const page = client.call(LOOKUP_ACTION, clock.now() + LONGEST_PAGE_MS, async (timeoutMs) => {
      // Attempts that follow a failure are calls too.
      const wait = earliestStart - clock.now();
      earliestStart = Math.max(earliestStart, clock.now()) + SPACING_MS;
      if (wait > 0) await clock.sleep(wait);
      return history.lookupEvents(window, current, timeoutMs);
    });
    const { items, next } = await unlessAborted(page, signal);
    yield items;
    if (next !== undefined && next === current) {
      throw new AwsCallError('refused', LOOKUP_ACTION, 'a page names itself as the next');
    }
    token = next;
  } while (token !== undefined);
}

/** Does not wait for an answer once the signal is there. */
function unlessAborted<Answer>(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason instanceof ConsoleMfaError ? signal.reason : new Interrupted());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function unread(region: string, problem: ConsoleMfaError): ConsoleMfaError {
  if (problem instanceof Interrupted) return problem;
  const message = `the event history of ${region} could not be read to its end: ${problem.message}`;
  return new ConsoleMfaError('EventHistoryUnread', message, { cause: problem });
}
