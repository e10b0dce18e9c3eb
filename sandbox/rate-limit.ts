import type { Service } from './service';

export interface RateLimit {
  /** Calls in a second, in the long run. */
  readonly perSecond: number;
  /** Calls that may come at once after a rest. */
  readonly burst: number;
}

/**
 * "The rate of lookup requests is limited to two per second, per account, per Region."
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const LOOKUP_RATE: RateLimit = { perSecond: 2, burst: 2 };

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

/** The services of IAM's kind have one limit for all Regions. */
const GLOBAL: ReadonlySet<Service['name']> = new Set(['iam', 'organizations']);

/** The limits of an account by service. In each Region there is a bucket of its own. */
export class RateLimits {
  readonly #newBuckets = new Map<Service['name'], () => TokenBucket>();
  readonly #buckets = new Map<string, TokenBucket>();

  /** Undefined takes the limit of a service away. */
  set(service: Service['name'], limit: RateLimit | undefined, elapsed: () => number): void {
    for (const key of this.#buckets.keys()) if (key.startsWith(`${service} `)) this.#buckets.delete(key);
    if (limit === undefined) this.#newBuckets.delete(service);
    else this.#newBuckets.set(service, () => new TokenBucket(limit, elapsed));
  }

  /** False for a call beyond the limit. */
  take(service: Service['name'], region: string): boolean {
    const newBucket = this.#newBuckets.get(service);
    if (newBucket === undefined) return true;
    const key = `${service} ${GLOBAL.has(service) ? '' : region}`;
    const bucket = this.#buckets.get(key) ?? newBucket();
    this.#buckets.set(key, bucket);
    return bucket.take();
  }
}
