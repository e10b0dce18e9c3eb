import type { Clock } from '../rule/ports';
import type { Sink } from './shell';

/** A run that is over sooner needs no bar, in milliseconds. */
const QUIET_MS = 1_000;
const REDRAW_MS = 100;
const CELLS = 24;
const CLEAR_LINE = '\r\u001b[K';

/** What stands in place of a bar while it is not known how much there is to do, and what before the bar. */
export interface ProgressLabels {
  readonly listing: string;
  readonly doing: string;
  /** What stands behind the bar. @default - how much is done of how much */
  readonly amount?: (progress: Progress) => string;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Since the work began, in milliseconds. */
  readonly elapsed: number;
}

const USER_LABELS: ProgressLabels = {
  listing: 'Listing users and devices ...',
  doing: 'Judging users',
};
export const ACCOUNT_LABELS: ProgressLabels = {
  listing: 'Listing accounts ...',
  doing: 'Auditing accounts',
};

/** A bar on a terminal for a run that takes longer than a second. It draws when told of progress, and when ticked. */
export class ProgressBar {
  readonly #began: number;
  #drawnAt = 0;
  #done = 0;
  #total = 0;
  #drawn = false;

  constructor(
    private readonly sink: Sink,
    private readonly clock: Clock,
    private readonly labels = USER_LABELS,
  ) {
    this.#began = clock.now();
  }

  progress(done: number, total: number): void {
    this.#done = done;
    this.#total = total;
    this.tick();
  }

  tick(): void {
    const now = this.clock.now();
    if (!this.sink.isTerminal || now - this.#began < QUIET_MS || now - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = now;
    this.#drawn = true;
    // A line that the terminal wraps could not be cleared.
    const line = this.#line().slice(0, (this.sink.columns || 80) - 1);
    void this.sink.write(`${CLEAR_LINE}${line}`);
  }

  /** Leaves no trace of it. */
  async end(): Promise<void> {
    if (this.#drawn) await this.sink.write(CLEAR_LINE);
    this.#drawn = false;
  }

  #line(): string {
    if (this.#total === 0) return this.labels.listing;
    const { amount = ({ done, total }: Progress) => `${done}/${total}` } = this.labels;
    const progress = { done: this.#done, total: this.#total, elapsed: this.clock.now() - this.#began };
    const filled = Math.floor((CELLS * progress.done) / progress.total);
    return `${this.labels.doing} [${'#'.repeat(filled)}${'.'.repeat(CELLS - filled)}] ${amount(progress)}`;
  }
}

/** Shows a bar while some work is under way, and keeps it moving while nothing is told of progress. */
export async function withProgressBar<Result>(
  sink: Sink,
  clock: Clock,
  work: (onProgress: (done: number, total: number) => void) => Promise<Result>,
  labels?: ProgressLabels,
): Promise<Result> {
  const bar = new ProgressBar(sink, clock, labels);
  const timer = setInterval(() => bar.tick(), REDRAW_MS);
  try {
    return await work((done, total) => bar.progress(done, total));
  } finally {
    clearInterval(timer);
    await bar.end();
  }
}
