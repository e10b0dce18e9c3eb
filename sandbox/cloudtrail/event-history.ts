import { createHash, randomUUID } from 'node:crypto';
import { uuidOf } from '../account/ids';
import type { CloudTrailRecord } from './cloudtrail-record';

/** An event that has happened: what it is found by, and how to write it. */
export interface TrailEvent {
  /** In milliseconds, to the second. */
  readonly time: number;
  readonly region: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly readOnly: boolean;
  /** The user, the session of a role, or `root`. */
  readonly username: string | undefined;
  readonly accessKeyId: string | undefined;
  /** Made when somebody reads it: most events are never read. */
  toRecord(eventId: string): CloudTrailRecord;
}

/** An event in the history. */
export class RecordedEvent {
  constructor(
    readonly event: TrailEvent,
    /** Counts events in the order in which they were recorded. */
    readonly number: number,
    private readonly history: string,
  ) {}

  get eventId(): string {
    return uuidOf(createHash('sha256').update(`${this.history}/${this.number}`).digest('hex'));
  }

  get record(): CloudTrailRecord {
    return this.event.toRecord(this.eventId);
  }
}

/** How many events an account keeps: the last ones. */
export const HISTORY_LENGTH = 50_000;

/** How many are dropped at once, so that dropping seldom happens. */
const DROPPED = 5_000;

const DAY_MS = 86_400_000;

/** "You can look up events that occurred in a Region within the last 90 days." */
export const HISTORY_MS = 90 * DAY_MS;

/** What CloudTrail has recorded in an account: the event history. */
export class EventHistory {
  /** Part of every event's ID. It differs from run to run, so that log files of several runs can share a folder. */
  readonly #name = randomUUID();
  /** By time, then in the order in which they were recorded. */
  readonly #events: RecordedEvent[] = [];
  readonly #listeners = new Set<(event: RecordedEvent) => void>();
  #recorded = 0;

  /** Every event that is kept, as CloudTrail writes it, oldest first. */
  get events(): readonly CloudTrailRecord[] {
    return this.#events.map(({ record }) => record);
  }

  /** The same, not yet written. */
  get all(): readonly RecordedEvent[] {
    return this.#events;
  }

  /** Keeps an event, which may be of the past. */
  record(event: TrailEvent): void {
    this.#recorded += 1;
    const recorded = new RecordedEvent(event, this.#recorded, this.#name);
    this.#drop(event.time);
    const last = this.#events.at(-1);
    if (last === undefined || last.event.time <= event.time) this.#events.push(recorded);
    else this.#events.splice(this.#positionAfter(event.time), 0, recorded);
    for (const listener of this.#listeners) listener(recorded);
  }

  /** Tells of each event when it is recorded; the returned function stops it. */
  listen(listener: (event: RecordedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Drops what is too old, or too much. */
  #drop(now: number): void {
    const oldest = this.#events[0];
    if (oldest === undefined) return;
    if (this.#events.length >= HISTORY_LENGTH) this.#events.splice(0, DROPPED);
    const since = now - HISTORY_MS;
    if (oldest.event.time < since) this.#events.splice(0, this.#positionAfter(since - 1));
  }

  /** Where an event of that time goes: after all that are not later. */
  #positionAfter(time: number): number {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const found = this.#events[middle];
      if (found !== undefined && found.event.time <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
