/**
 * The time inside the sandbox: a value that can be set and moved.
 *
 * A frozen clock stands still until it is moved, which makes a test's time exact. A running clock goes on from
 * wherever it was set, at the speed of the machine's own.
 */
export class SandboxClock {
  #instant: number;
  #readAt: number;
  readonly #elapsed: () => number;
  readonly #listeners = new Set<() => void>();

  private constructor(start: Date, elapsed: () => number) {
    this.#instant = start.getTime();
    this.#elapsed = elapsed;
    this.#readAt = elapsed();
  }

  /** Stands at `start` until it is moved. */
  static frozen(start: Date): SandboxClock {
    return new SandboxClock(start, () => 0);
  }

  /** Runs on from `start`, by a monotonic count of milliseconds such as `performance.now`. */
  static running(start: Date, elapsed: () => number): SandboxClock {
    return new SandboxClock(start, elapsed);
  }

  now(): Date {
    const read = this.#elapsed();
    this.#instant += read - this.#readAt;
    this.#readAt = read;
    return new Date(this.#instant);
  }

  /** Jumps to an instant, forwards or backwards. */
  set(instant: Date): void {
    this.#readAt = this.#elapsed();
    this.#instant = instant.getTime();
    for (const listener of this.#listeners) listener();
  }

  /** Calls back after every move, not while the clock just runs. */
  onMove(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Moves by a number of milliseconds. */
  advance(milliseconds: number): void {
    this.set(new Date(this.now().getTime() + milliseconds));
  }
}
