import type { SandboxClock } from './clock';

/** Something to be done at an instant of the sandbox's clock. */
export interface ScheduledTask {
  readonly due: Date;
  readonly run: () => Promise<void>;
}

/** `setTimeout` takes no longer wait than this. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/**
 * Runs tasks when they are due: once the clock has reached their instant, whether it ran there or was moved.
 */
export class Scheduler {
  readonly #clock: SandboxClock;
  readonly #tasks = new Set<ScheduledTask>();
  readonly #underWay = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(clock: SandboxClock) {
    this.#clock = clock;
    clock.onMove(() => this.#runDue());
  }

  /** The instant of the next task. */
  get next(): Date | undefined {
    return this.#earliest()?.due;
  }

  /** A task that is due already starts before this returns. */
  add(due: Date, run: () => Promise<void>): ScheduledTask {
    const task = { due, run };
    this.#tasks.add(task);
    this.#runDue();
    return task;
  }

  /** The same, so many milliseconds from now. */
  addIn(milliseconds: number, run: () => Promise<void>): ScheduledTask {
    return this.add(new Date(this.#clock.now().getTime() + milliseconds), run);
  }

  cancel(task: ScheduledTask): void {
    this.#tasks.delete(task);
  }

  /** Waits until nothing is under way. What waits for a later instant is not. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Moves the clock on from task to task, and lets each end before the clock goes on. */
  async advance(milliseconds: number): Promise<void> {
    const end = new Date(this.#clock.now().getTime() + milliseconds);
    await this.settled();
    for (let next = this.next; next !== undefined && next <= end; next = this.next) {
      this.#clock.set(next);
      await this.settled();
    }
    this.#clock.set(end);
    await this.settled();
  }

  /** Forgets what was to come. */
  close(): void {
    this.#tasks.clear();
    clearTimeout(this.#timer);
  }

  #runDue(): void {
    const now = this.#clock.now();
    for (let next = this.#earliest(); next !== undefined && next.due <= now; next = this.#earliest()) {
      this.#tasks.delete(next);
      this.#start(next);
    }
    this.#waitForNext(now);
  }

  #start({ run }: ScheduledTask): void {
    const work = run().finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  #earliest(): ScheduledTask | undefined {
    let earliest: ScheduledTask | undefined;
    for (const task of this.#tasks) {
      if (earliest === undefined || task.due < earliest.due) earliest = task;
    }
    return earliest;
  }

  /** For a clock that runs; one that stands still finds nothing due and is asked again. */
  #waitForNext(now: Date): void {
    clearTimeout(this.#timer);
    const next = this.next;
    if (next === undefined) return;
    const wait = Math.min(next.getTime() - now.getTime(), LONGEST_WAIT_MS);
    this.#timer = setTimeout(() => this.#runDue(), wait).unref();
  }
}
