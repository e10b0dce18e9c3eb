/** Limits how many calls are under way at once. Calls that wait start in the order in which they arrived. */
export class Concurrency {
  #underWay = 0;
  #peak = 0;
  readonly #waiting: (() => void)[] = [];
  readonly #idle: (() => void)[] = [];

  /** @param most the number of calls that may be under way at once. */
  constructor(private readonly most: number) {}

  /** The most calls that were under way at once. */
  get peak(): number {
    return this.#peak;
  }

  /** Waits for a place. Each `enter` needs one `leave`. */
  async enter(): Promise<void> {
    while (this.#underWay >= this.most) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#underWay += 1;
    this.#peak = Math.max(this.#peak, this.#underWay);
  }

  leave(): void {
    this.#underWay -= 1;
    this.#waiting.shift()?.();
    if (this.#underWay === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Resolves when no call is under way. */
  async idle(): Promise<void> {
    if (this.#underWay > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }
}
