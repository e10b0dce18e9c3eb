import type { SandboxClock } from '../account/clock';
import type { Scheduler } from '../account/scheduler';
import type { EventHistory, RecordedEvent } from './event-history';
import { createDirectory, writeLogFile } from './write-log-file';

/** "CloudTrail publishes log files multiple times an hour, about every 5 minutes." */
const SPAN_MS = 5 * 60_000;

/** So many events are delivered without waiting for the end of the span. */
const MOST_WAITING = 10_000;

export interface LogFilesSettings {
  /** Stands for the bucket. */
  readonly directory: string;
  /** By account ID. */
  readonly histories: ReadonlyMap<string, EventHistory>;
  readonly clock: SandboxClock;
  readonly scheduler: Scheduler;
  /** Told why events could not be written; they wait for the next delivery. */
  readonly onFailure: (error: unknown) => void;
}

/** The events of a log file: those of one account, Region and span of five minutes. */
interface Batch {
  readonly accountId: string;
  readonly region: string;
  readonly spanEnd: number;
  readonly events: RecordedEvent[];
}

/**
 * The trail of each account, which delivers log files: the events that are there already, and those that come.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html
 */
export class LogFiles {
  readonly #settings: LogFilesSettings;
  readonly #stops: readonly (() => void)[];
  #waiting = new Map<string, Batch>();
  #count = 0;
  #isScheduled = false;
  #delivery: Promise<void> = Promise.resolve();

  /** @throws SandboxError `UnusableDirectory` */
  constructor(settings: LogFilesSettings) {
    this.#settings = settings;
    createDirectory(settings.directory);
    this.#stops = [...settings.histories].map(([accountId, history]) => {
      for (const event of history.all) this.#add(accountId, event);
      return history.listen((event) => this.#add(accountId, event));
    });
  }

  /**
   * Delivers what has come so far. One delivery follows the other; what could not be written waits for the next.
   *
   * @throws SandboxError `UnusableDirectory`
   */
  deliver(): Promise<void> {
    this.#delivery = this.#delivery.catch(() => undefined).then(() => this.#write());
    return this.#delivery;
  }

  /**
   * Delivers the rest, and records no more.
   *
   * @throws SandboxError `UnusableDirectory`
   */
  async close(): Promise<void> {
    for (const stop of this.#stops) stop();
    await this.deliver();
  }

  #add(accountId: string, event: RecordedEvent): void {
    const { time, region } = event.event;
    const spanEnd = endOfSpan(time);
    const key = `${accountId} ${region} ${spanEnd}`;
    const batch = this.#waiting.get(key) ?? { accountId, region, spanEnd, events: [] };
    this.#waiting.set(key, batch);
    batch.events.push(event);
    this.#count += 1;
    if (this.#count % MOST_WAITING === 0) this.#schedule(0);
    else if (!this.#isScheduled) this.#schedule(this.#untilEndOfSpan());
  }

  #schedule(milliseconds: number): void {
    this.#isScheduled = true;
    const { scheduler, onFailure } = this.#settings;
    scheduler.addIn(milliseconds, () => this.deliver().catch(onFailure));
  }

  #untilEndOfSpan(): number {
    const now = this.#settings.clock.now().getTime();
    return endOfSpan(now) - now;
  }

  async #write(): Promise<void> {
    const { directory, clock } = this.#settings;
    const batches = [...this.#waiting.values()];
    this.#waiting = new Map();
    this.#isScheduled = false;
    for (const [index, { accountId, region, spanEnd, events }] of batches.entries()) {
      const delivered = new Date(Math.min(spanEnd, clock.now().getTime()));
      const records = events.map(({ record }) => record);
      try {
        await writeLogFile({ directory, accountId, region, delivered, records });
      } catch (error) {
        this.#takeBack(batches.slice(index));
        throw error;
      }
    }
  }

  #takeBack(batches: readonly Batch[]): void {
    for (const { accountId, events } of batches) for (const event of events) this.#add(accountId, event);
  }
}

function endOfSpan(time: number): number {
  return (Math.floor(time / SPAN_MS) + 1) * SPAN_MS;
}
