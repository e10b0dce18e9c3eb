import type { Call } from './faults';

/** A call and how it was answered. */
export interface AnsweredCall extends Call {
  /** The unique id of the user who had that name when the action was done; absent where nobody had. */
  readonly userId: string | undefined;
  /** AWS's code of the refusal; `Cut` for a broken connection; absent for success. */
  readonly errorCode: string | undefined;
  /** What was answered, in the shape of the AWS SDK; absent where nothing was. */
  readonly output: unknown;
}

/** Every call the sandbox got, counted by action as policies spell it, e.g. `iam:ListUsers`. */
export class CallLog {
  #counts = new Map<string, number>();
  readonly #listeners = new Set<(call: AnsweredCall) => void>();

  get total(): number {
    let total = 0;
    for (const count of this.#counts.values()) total += count;
    return total;
  }

  count(action: string): number {
    return this.#counts.get(action) ?? 0;
  }

  /** Counts by action, in the order they first came. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  /** Begins to count anew. */
  reset(): void {
    this.#counts = new Map();
  }

  /** Tells of each answered call; the returned function stops it. */
  listen(listener: (call: AnsweredCall) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  record(call: AnsweredCall): void {
    const action = `${call.service}:${call.action}`;
    this.#counts.set(action, this.count(action) + 1);
    for (const listener of this.#listeners) listener(call);
  }
}
