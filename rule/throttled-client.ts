import { AwsCallError, ConsoleMfaError } from './core/errors';
import { Concurrency } from './pacing/concurrency';
import { Rate } from './pacing/rate';
import type { Clock, Page } from './ports';

/** The longest that one attempt may take, in milliseconds: AWS answers these calls within a second or two. */
const ATTEMPT_MS = 10_000;
/** Attempts of a call that fails for another reason than throttling. */
const ATTEMPTS = 5;
/** The first wait before another attempt, doubled each time, in milliseconds: the AWS SDKs' own base. */
const FIRST_BACKOFF_MS = 100;
/** The longest wait before another attempt, in milliseconds. */
const LONGEST_BACKOFF_MS = 5_000;

export interface ThrottledClientSettings {
  /** How many calls may be under way at once. */
  readonly concurrency: number;
  /** Called after each answer, with the action as policies spell it. @default - no one is told */
  readonly onAnswer?: (action: string, at: Date) => void;
}

/**
 * Calls one AWS service: at the rate that the account grants, with retries, and never after a deadline. A throttled
 * call is retried until its deadline, a call that fails for another reason up to five times.
 */
export class ThrottledClient {
  readonly #concurrency: Concurrency;
  readonly #rate = new Rate();
  readonly #calls = new Map<string, number>();
  #retries = 0;
  #stopped = false;

  constructor(
    private readonly clock: Clock,
    private readonly settings: ThrottledClientSettings,
  ) {
    this.#concurrency = new Concurrency(settings.concurrency);
  }

  /** Calls so far by action, retries included. */
  get calls(): ReadonlyMap<string, number> {
    return this.#calls;
  }

  get retries(): number {
    return this.#retries;
  }

  get peakConcurrency(): number {
    return this.#concurrency.peak;
  }

  /**
   * @param action as policies spell it, e.g. `iam:GetLoginProfile`.
   * @param until the deadline, in milliseconds since the epoch.
   * @throws AwsCallError when AWS refuses the call, or every attempt fails.
   * @throws ConsoleMfaError `OutOfTime` when the deadline passes first, or the client was stopped.
   */
  async call<Answer>(
    action: string,
    until: number,
    send: (timeoutMs: number) => Promise<Answer>,
  ): Promise<Answer> {
    let failures = 0;
    let last: AwsCallError | undefined;
    for (let attempt = 1; ; attempt++) {
      await this.#concurrency.enter();
      try {
        const began = await this.#start(until);
        if (began === undefined) throw outOfTime(action, last);
        this.#count(action, attempt);
        const answer = await this.#attempt(began, until, send);
        this.settings.onAnswer?.(action, new Date(this.clock.now()));
        return answer;
      } catch (error) {
        if (!isRetryable(error)) throw error;
        last = error;
        failures += error.failure === 'transient' ? 1 : 0;
        if (failures === ATTEMPTS) throw error;
      } finally {
        this.#concurrency.leave();
      }
      await this.backOff(attempt, until);
    }
  }

  /** Reads every page of a list. */
  async pages<Item>(
    action: string,
    until: number,
    page: (marker: string | undefined, timeoutMs: number) => Promise<Page<Item>>,
    onPage: (items: readonly Item[]) => void = () => {},
  ): Promise<readonly Item[]> {
    const items: Item[] = [];
    const sent = new Set<string | undefined>();
    let marker: string | undefined;
    do {
      const current = marker;
      const answer = await this.call(action, until, (timeoutMs) => page(current, timeoutMs));
      items.push(...answer.items);
      onPage(answer.items);
      sent.add(current);
      marker = answer.next;
      if (marker !== undefined && sent.has(marker)) {
        throw new AwsCallError('refused', action, 'a page names one that was read already as the next');
      }
    } while (marker !== undefined);
    return items;
  }

  /** Starts no further call, and resolves once none is under way: calls that wait end as `OutOfTime`. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#concurrency.idle();
  }

  /** Waits before another attempt. Full jitter: calls that failed together do not return together. */
  async backOff(attempt: number, until: number): Promise<void> {
    const most = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1));
    const wait = Math.min(this.clock.random() * most, until - this.clock.now());
    if (wait > 0) await this.clock.sleep(wait);
  }

  /** Waits until the rate allows another call, and returns when it starts; `undefined` when that would be too late. */
  async #start(until: number): Promise<number | undefined> {
    for (;;) {
      const now = this.clock.now();
      if (now >= until || this.#stopped) return undefined;
      const wait = this.#rate.waitAt(now);
      if (wait === 0) {
        this.#rate.started(now);
        return now;
      }
      await this.clock.sleep(Math.min(wait, until - now));
    }
  }

  #count(action: string, attempt: number): void {
    this.#calls.set(action, (this.#calls.get(action) ?? 0) + 1);
    if (attempt > 1) this.#retries += 1;
  }

  async #attempt<Answer>(
    began: number,
    until: number,
    send: (timeoutMs: number) => Promise<Answer>,
  ): Promise<Answer> {
    try {
      const answer = await send(Math.min(ATTEMPT_MS, until - began));
      this.#rate.answered(this.clock.now());
      return answer;
    } catch (error) {
      if (isRetryable(error) && error.failure === 'throttled') this.#rate.throttled(this.clock.now(), began);
      throw error;
    }
  }
}

function isRetryable(error: unknown): error is AwsCallError {
  return error instanceof AwsCallError && (error.failure === 'throttled' || error.failure === 'transient');
}

function outOfTime(action: string, cause: AwsCallError | undefined): ConsoleMfaError {
  const why = cause === undefined ? 'was not asked' : `last failed as ${cause.failure}`;
  return new ConsoleMfaError(
    'OutOfTime',
    `${action} ${why} before the time ran out; the next run asks first about those left open`,
    { cause },
  );
}
