import type { SandboxClock } from './clock';

/** Something to be done at an instant of the sandbox's clock. */
export interface Appointment {
  readonly due: Date;
  readonly run: () => Promise<void>;
}

/** `setTimeout` takes no longer wait than this. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/**
 * What is to happen in the account's future. An appointment runs once the clock has reached it, whether the clock
 * ran there or was moved.
 */
export class Agenda {
  readonly #clock: SandboxClock;
  readonly #appointments = new Set<Appointment>();
  readonly #underWay = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(clock: SandboxClock) {
    this.#clock = clock;
    clock.onMove(() => this.#runDue());
  }

  /** The instant of the next appointment. */
  get next(): Date | undefined {
    return this.#earliest()?.due;
  }

  /** An appointment that is due already starts before this returns. */
  add(due: Date, run: () => Promise<void>): Appointment {
    const appointment = { due, run };
    this.#appointments.add(appointment);
    this.#runDue();
    return appointment;
  }

  /** The same, so many milliseconds from now. */
  addIn(milliseconds: number, run: () => Promise<void>): Appointment {
    return this.add(new Date(this.#clock.now().getTime() + milliseconds), run);
  }

  cancel(appointment: Appointment): void {
    this.#appointments.delete(appointment);
  }

  /** Waits until nothing is under way. What waits for a later instant is not. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Moves the clock on from appointment to appointment, and lets each end before the clock goes on. */
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
    this.#appointments.clear();
    clearTimeout(this.#timer);
  }

  #runDue(): void {
    const now = this.#clock.now();
    for (let next = this.#earliest(); next !== undefined && next.due <= now; next = this.#earliest()) {
      this.#appointments.delete(next);
      this.#start(next);
    }
    this.#waitForNext(now);
  }

  #start({ run }: Appointment): void {
    const work = run().finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  #earliest(): Appointment | undefined {
    let earliest: Appointment | undefined;
    for (const appointment of this.#appointments) {
      if (earliest === undefined || appointment.due < earliest.due) earliest = appointment;
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
