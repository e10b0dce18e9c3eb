import type { Clock } from '../../rule/ports';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * A clock whose time passes only while everybody sleeps. Sleepers wake in the order of their instants, and of their
 * going to sleep where those are equal, so a run repeats exactly.
 */
export class VirtualClock implements Clock {
  #now: number;
  #state: number;
  /** A binary heap would be no faster: few sleep at once. */
  readonly #sleepers: Sleeper[] = [];

  /**
   * @param began where time begins, in milliseconds since the epoch.
   * @param seed of the chance that `random` gives.
   */
  constructor(began: number, seed = 0) {
    this.#now = began;
    this.#state = seed;
  }

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => {
      const at = this.#now + Math.max(0, milliseconds);
      const later = this.#sleepers.findIndex((sleeper) => sleeper.at > at);
      this.#sleepers.splice(later === -1 ? this.#sleepers.length : later, 0, { at, wake });
    });
  }

  /** Mulberry32 (Tommy Ettinger, public domain): short, and even enough for jitter. */
  random(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** Lets time pass without anybody asleep, for what happens between two runs. */
  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /**
   * Does some work in virtual time, and waits for nothing else.
   *
   * @throws Error when the work waits for something other than this clock, and whatever the work throws.
   */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    let over = false;
    const result = work().finally(() => {
      over = true;
    });
    result.catch(() => {});
    for (await everybodyWaits(); !over; await everybodyWaits()) {
      if (!this.#wakeNext()) throw new Error('the work waits, and nobody is asleep who could end its wait');
    }
    return result;
  }

  /** Wakes all that still sleep, in order: the end of what a run has left behind. */
  async runOut(): Promise<void> {
    for (await everybodyWaits(); this.#wakeNext(); await everybodyWaits());
  }

  #wakeNext(): boolean {
    const next = this.#sleepers.shift();
    if (next === undefined) return false;
    this.#now = Math.max(this.#now, next.at);
    next.wake();
    return true;
  }
}

/** A tick comes only after the last microtask, and unlike a timer at once. */
function everybodyWaits(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
