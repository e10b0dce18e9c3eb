import type { Clock } from './ports';

/** How many calls may be under way at once: where a run begins, and where growth ends. */
export interface Concurrency {
  readonly start: number;
  readonly most: number;
}

/** An answer counts as quick, and lets concurrency grow, up to this many times the quickest one so far. */
const QUICK = 4;
/** What a throttle leaves of the rate. The rest is the margin of the account's other callers. */
const AFTER_THROTTLE = 0.85;
/** The span over which the rate of answers is measured, in milliseconds. */
const WINDOW_MS = 1_000;
/** Fewer answers than this in the span tell nothing of the rate: AWS may refuse everything for a moment. */
const TELLING = 4;
/** The rate to seek from where nothing is known of it, in calls a second. */
const FIRST_RATE = 10;

/**
 * The pace of the calls to one AWS service. IAM throttles an account as a whole at a rate nobody publishes, so the
 * pace is learnt: concurrency begins modestly, grows while answers are quick and halves on a throttle; from the first
 * throttle on the rate is bounded too, by what AWS has answered, less a margin. The bound grows again, slowly at first
 * and ever faster while no throttle comes; it doubles each second where AWS answered too little to tell it.
 */
export class Pace {
  #limit: number;
  #underWay = 0;
  #stopped = false;
  #peak = 0;
  #quickest = Number.POSITIVE_INFINITY;
  #rate = Number.POSITIVE_INFINITY;
  #rateSetAt = 0;
  #seeking = false;
  #nextStart = 0;
  #answeredAt: number[] = [];
  readonly #waiting: (() => void)[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly concurrency: Concurrency,
  ) {
    this.#limit = concurrency.start;
  }

  /** The most calls that were under way at once. */
  get peakConcurrency(): number {
    return this.#peak;
  }

  /**
   * Waits for a place and a moment for one more call.
   *
   * @returns when the call began, in milliseconds since the epoch, to be handed to `end`; `undefined` where its turn
   * would come only after `until` or never, since the pace was stopped.
   */
  async begin(until: number): Promise<number | undefined> {
    for (;;) {
      const now = this.clock.now();
      if (now >= until || this.#stopped) return undefined;
      if (this.#underWay >= Math.floor(this.#limit)) {
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      } else if (this.#nextStart > now) {
        await this.clock.sleep(Math.min(this.#nextStart, until) - now);
      } else {
        return this.#start(now);
      }
    }
  }

  #start(now: number): number {
    const spacing = 1_000 / this.#currentRate(now);
    // A late start may be made up for by one call, never by a burst.
    this.#nextStart = Math.max(this.#nextStart, now - spacing) + spacing;
    this.#underWay += 1;
    this.#peak = Math.max(this.#peak, this.#underWay);
    return now;
  }

  /** Takes note of how a call ended. */
  end(began: number, outcome: 'answered' | 'throttled' | 'failed'): void {
    const now = this.clock.now();
    this.#underWay -= 1;
    if (outcome === 'answered') this.#answered(now, now - began);
    if (outcome === 'throttled') this.#throttled(now, began);
    this.#wakeAll();
  }

  /** Lets no further call begin. */
  stop(): void {
    this.#stopped = true;
    this.#wakeAll();
  }

  #wakeAll(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #answered(now: number, latency: number): void {
    this.#answeredAt.push(now);
    if (this.#answeredAt.length > 4_096) this.#answeredAt = this.#recent(now);
    this.#quickest = Math.min(this.#quickest, latency);
    if (latency > this.#quickest * QUICK) return;
    const step = this.#rate === Number.POSITIVE_INFINITY ? 1 : 1 / this.#limit;
    this.#limit = Math.min(this.concurrency.most, this.#limit + step);
  }

  #throttled(now: number, began: number): void {
    // Calls that were under way at the last throttle tell nothing about the pace set since.
    if (began < this.#rateSetAt) return;
    this.#answeredAt = this.#recent(now);
    const current = this.#currentRate(now);
    this.#seeking = this.#answeredAt.length < TELLING;
    this.#rate = this.#seeking
      ? Math.min(current / 2, FIRST_RATE)
      : Math.min(current, this.#mostAnswered(now)) * AFTER_THROTTLE;
    this.#rateSetAt = now;
    this.#nextStart = now + 1_000 / this.#rate;
    this.#limit = Math.max(1, this.concurrency.start / 2, this.#limit / 2);
  }

  /** The rate of answers measured; twice that once there is a bound, since backing off leaves gaps. */
  #mostAnswered(now: number): number {
    const span = Math.min(WINDOW_MS, Math.max(50, now - (this.#answeredAt[0] ?? now)));
    const measured = (this.#answeredAt.length * 1_000) / span;
    return this.#rate === Number.POSITIVE_INFINITY ? measured : 2 * measured;
  }

  #currentRate(now: number): number {
    const seconds = (now - this.#rateSetAt) / 1_000;
    return this.#rate * (this.#seeking ? 2 ** seconds : 1 + seconds / 50 + (seconds / 15) ** 3);
  }

  #recent(now: number): number[] {
    return this.#answeredAt.filter((at) => at > now - WINDOW_MS);
  }
}
