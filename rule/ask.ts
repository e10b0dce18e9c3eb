import { AwsCallError, ConsoleMfaError } from './core/errors';
import { type Concurrency, Pace } from './pace';
import type { Clock, Page } from './ports';

/** The longest that one attempt may last, in milliseconds. */
const ATTEMPT_MS = 10_000;
/** Attempts of a call that fails for reasons other than its rate. */
const ATTEMPTS = 5;
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 5_000;

/**
 * Calls one AWS service: at its pace, again where that can help, and never after the time it is given. A throttled
 * call is sent again until its time runs out, a call that fails otherwise up to five times.
 */
export class Asker {
  readonly #pace: Pace;
  readonly #calls = new Map<string, number>();
  #retries = 0;

  constructor(
    private readonly clock: Clock,
    concurrency: Concurrency,
  ) {
    this.#pace = new Pace(clock, concurrency);
  }

  /** Calls made so far by action, retries included. */
  get calls(): ReadonlyMap<string, number> {
    return this.#calls;
  }

  get retries(): number {
    return this.#retries;
  }

  get peakConcurrency(): number {
    return this.#pace.peakConcurrency;
  }

  /**
   * @param action as policies spell it, e.g. `iam:GetLoginProfile`.
   * @param until the instant after which no answer is waited for, in milliseconds since the epoch.
   * @throws AwsCallError when AWS refuses, or fails on every attempt.
   * @throws ConsoleMfaError `OutOfTime` when `until` comes first, or the asker was stopped.
   */
  async ask<Answer>(
    action: string,
    until: number,
    call: (timeoutMs: number) => Promise<Answer>,
  ): Promise<Answer> {
    let failures = 0;
    let last: AwsCallError | undefined;
    for (let attempt = 1; ; attempt++) {
      const began = await this.#pace.begin(until);
      if (began === undefined) throw outOfTime(action, last);
      this.#count(action, attempt);
      try {
        const answer = await call(Math.min(ATTEMPT_MS, until - began));
        this.#pace.end(began, 'answered');
        return answer;
      } catch (error) {
        last = this.#take(error, began);
        failures += last.failure === 'transient' ? 1 : 0;
        if (failures === ATTEMPTS) throw last;
      }
      await this.backOff(attempt, until);
    }
  }

  /** Asks for every page of a list, to the end. */
  async askPages<Item>(
    action: string,
    until: number,
    page: (marker: string | undefined, timeoutMs: number) => Promise<Page<Item>>,
    onPage: (items: readonly Item[]) => void = () => {},
  ): Promise<readonly Item[]> {
    const items: Item[] = [];
    const sent = new Set<string | undefined>();
    let marker: string | undefined;
    do {
      const asked = marker;
      const answer = await this.ask(action, until, (timeoutMs) => page(asked, timeoutMs));
      items.push(...answer.items);
      onPage(answer.items);
      sent.add(asked);
      marker = answer.next;
      if (marker !== undefined && sent.has(marker)) {
        throw new AwsCallError('refused', action, 'a page names one that was read already as the next');
      }
    } while (marker !== undefined);
    return items;
  }

  /** Makes no further call: what is asked from now on, pages and retries included, ends as `OutOfTime`. */
  stop(): void {
    this.#pace.stop();
  }

  #count(action: string, attempt: number): void {
    this.#calls.set(action, (this.#calls.get(action) ?? 0) + 1);
    if (attempt > 1) this.#retries += 1;
  }

  /** Ends the attempt; returns the failures that another attempt may mend and throws the others. */
  #take(error: unknown, began: number): AwsCallError {
    const failed = error instanceof AwsCallError ? error : undefined;
    this.#pace.end(began, failed?.failure === 'throttled' ? 'throttled' : 'failed');
    if (failed?.failure === 'throttled' || failed?.failure === 'transient') return failed;
    throw error;
  }

  /** Waits before another attempt. Full jitter: calls that failed together do not come back together. */
  async backOff(attempt: number, until: number): Promise<void> {
    const most = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1));
    const wait = Math.min(this.clock.random() * most, until - this.clock.now());
    if (wait > 0) await this.clock.sleep(wait);
  }
}

function outOfTime(action: string, cause: AwsCallError | undefined): ConsoleMfaError {
  const why = cause === undefined ? 'was not asked' : `last failed as ${cause.failure}`;
  return new ConsoleMfaError(
    'OutOfTime',
    `${action} ${why} before the time ran out; the next run asks first about those left open`,
    { cause },
  );
}
