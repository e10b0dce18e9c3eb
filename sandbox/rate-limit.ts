export interface RateLimit {
  /** Calls in a second, in the long run. */
  readonly perSecond: number;
  /** Calls that may come at once after a rest. */
  readonly burst: number;
}

/** A token bucket: each call takes a token, and tokens come back at a steady rate. */
export class TokenBucket {
  readonly #limit: RateLimit;
  readonly #elapsed: () => number;
  #tokens: number;
  #filledAt: number;

  /** @param elapsed a monotonic count of milliseconds, such as `performance.now` */
  constructor(limit: RateLimit, elapsed: () => number) {
    this.#limit = limit;
    this.#elapsed = elapsed;
    this.#tokens = limit.burst;
    this.#filledAt = elapsed();
  }

  /** Takes a token; false if there is none. */
  take(): boolean {
    const now = this.#elapsed();
    const { perSecond, burst } = this.#limit;
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#filledAt) / 1000) * perSecond);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
