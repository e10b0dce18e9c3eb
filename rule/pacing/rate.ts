/**
 * The span in which answers are counted, in milliseconds. AWS throttles by the second, so a second shows the rate that
 * it grants.
 */
const WINDOW_MS = 1_000;
/** The fewest answers within the span that show a rate. With fewer, AWS may be refusing every call for a moment. */
const TELLING = 4;
/** The part of the granted rate that a throttle takes away, for the account's other callers. */
const DROP = 0.15;
/**
 * How long the rate takes to return to the granted one, in seconds. Of 5, 8, and 12 seconds, 8 left the most to other
 * callers: docs/decisions/0003-retries-in-the-flow.md.
 */
const RECOVERY_S = 8;
/** The rate to start from when no rate is known, in calls a second: few enough to harm no other caller. */
const UNKNOWN_RATE = 10;

/** How the bound grows with the seconds since it was set, in calls a second. */
type Growth = (seconds: number) => number;

const UNBOUNDED: Growth = () => Number.POSITIVE_INFINITY;

/**
 * The curve of TCP CUBIC (https://www.rfc-editor.org/rfc/rfc9438): from 85 % quickly near the granted rate, slowly past
 * it, and then ever faster, in case AWS grants more by then.
 */
function recover(granted: number): Growth {
  return (seconds) => granted * (1 - DROP * (1 - seconds / RECOVERY_S) ** 3);
}

/** TCP's slow start: doubles each second until the next throttle shows the rate. */
function search(from: number): Growth {
  return (seconds) => from * 2 ** seconds;
}

/**
 * Bounds the rate of calls from the first throttle on. AWS does not publish the rates at which it throttles IAM, so the
 * bound follows from the calls that it answered.
 */
export class Rate {
  #growth = UNBOUNDED;
  #boundSince = 0;
  #nextStart = 0;
  #answeredAt: number[] = [];

  /** How long the next call has to wait, in milliseconds. */
  waitAt(now: number): number {
    return Math.max(0, this.#nextStart - now);
  }

  /** A call starts. A call that starts late makes room for one more at once, and never for a burst. */
  started(now: number): void {
    const spacing = 1_000 / this.#boundAt(now);
    this.#nextStart = Math.max(this.#nextStart, now - spacing) + spacing;
  }

  answered(now: number): void {
    this.#answeredAt.push(now);
    // Keeps the list short without copying it at every answer.
    if (this.#answeredAt.length > 4_096) this.#answeredAt = this.#recent(now);
  }

  /** @param began when the throttled call started: a call from before the current bound says nothing about it. */
  throttled(now: number, began: number): void {
    if (began < this.#boundSince) return;
    const current = this.#boundAt(now);
    this.#answeredAt = this.#recent(now);
    this.#growth =
      this.#answeredAt.length < TELLING
        ? search(Math.min(current / 2, UNKNOWN_RATE))
        : recover(Math.min(current, this.#grantedAt(now)));
    this.#boundSince = now;
    this.#nextStart = now + 1_000 / this.#growth(0);
  }

  #boundAt(now: number): number {
    return this.#growth((now - this.#boundSince) / 1_000);
  }

  /** Once the rate is bounded, answers are fewer than AWS grants, since throttled calls back off: at most by half. */
  #grantedAt(now: number): number {
    const span = Math.min(WINDOW_MS, Math.max(50, now - (this.#answeredAt[0] ?? now)));
    const answersPerSecond = (this.#answeredAt.length * 1_000) / span;
    return this.#growth === UNBOUNDED ? answersPerSecond : 2 * answersPerSecond;
  }

  #recent(now: number): number[] {
    return this.#answeredAt.filter((at) => at > now - WINDOW_MS);
  }
}
