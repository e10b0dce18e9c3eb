import type { Clock } from '../rule/ports';

/** Waits by a clock, until somebody stops the program. */
export class Watch {
  constructor(
    private readonly clock: Pick<Clock, 'now' | 'sleep'>,
    private readonly signal: AbortSignal,
  ) {}

  now(): number {
    return this.clock.now();
  }

  /** @throws what the program was stopped with */
  throwIfStopped(): void {
    this.signal.throwIfAborted();
  }

  /** @throws what the program was stopped with, at once */
  async sleep(milliseconds: number): Promise<void> {
    this.throwIfStopped();
    let stop = () => {};
    const stopped = new Promise<never>((_resolve, reject) => {
      stop = () => reject(this.signal.reason);
      this.signal.addEventListener('abort', stop);
    });
    try {
      await Promise.race([this.clock.sleep(milliseconds), stopped]);
    } finally {
      this.signal.removeEventListener('abort', stop);
    }
  }

  /** Asks until there is an answer. Returns undefined when the time is over. */
  async until<Answer>(
    { withinMs, everyMs }: { readonly withinMs: number; readonly everyMs: number },
    ask: () => Promise<Answer | undefined>,
  ): Promise<Answer | undefined> {
    const deadline = this.now() + withinMs;
    for (;;) {
      this.throwIfStopped();
      const answer = await ask();
      if (answer !== undefined || this.now() >= deadline) return answer;
      await this.sleep(everyMs);
    }
  }
}
