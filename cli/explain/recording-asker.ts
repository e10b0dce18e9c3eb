import { Asker } from '../../rule/ask';
import type { Clock } from '../../rule/ports';

/** An asker that notes when AWS last answered each action. */
export class RecordingAsker extends Asker {
  readonly #readAt = new Map<string, Date>();
  readonly #now: () => number;

  constructor(clock: Clock) {
    super(clock, { start: 4, most: 4 });
    this.#now = () => clock.now();
  }

  /** By action, e.g. `iam:GetLoginProfile`. */
  get readAt(): ReadonlyMap<string, Date> {
    return this.#readAt;
  }

  override async ask<Answer>(
    action: string,
    until: number,
    call: (timeoutMs: number) => Promise<Answer>,
  ): Promise<Answer> {
    const answer = await super.ask(action, until, call);
    this.#readAt.set(action, new Date(this.#now()));
    return answer;
  }
}
