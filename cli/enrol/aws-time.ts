import type { DeserializeMiddleware, Pluggable } from '@smithy/types';
import type { Clock } from '../../rule/ports';

/** The header counts whole seconds: on average half a one has passed. */
const HALF_A_SECOND = 500;

/**
 * AWS's time as its answers tell it. The countdown between codes and the judgement of their age go by it, since the
 * clock of this computer may be wrong.
 */
export class AwsTime {
  #aheadMs = 0;

  constructor(private readonly clock: Clock) {}

  /** In milliseconds since the epoch. */
  now(): number {
    return this.clock.now() - this.#aheadMs;
  }

  /** By how many seconds this computer's clock is ahead of AWS's; negative for behind. */
  secondsAhead(): number {
    return Math.round(this.#aheadMs / 1000);
  }

  /** @param date an answer's Date header, if it has one. */
  learn(date: string | undefined): void {
    const told = Date.parse(date ?? '');
    if (!Number.isNaN(told)) this.#aheadMs = this.clock.now() - told - HALF_A_SECOND;
  }

  /** Has a client's answers tell the time, refusals among them. */
  plugin<Input extends object, Output extends object>(): Pluggable<Input, Output> {
    const middleware: DeserializeMiddleware<Input, Output> = (next) => async (request) => {
      const result = await next(request);
      this.learn(dateOf(result.response));
      return result;
    };
    return {
      applyToStack: (stack) =>
        stack.add(middleware, { step: 'deserialize', priority: 'low', name: 'learnAwsTime' }),
    };
  }
}

function dateOf(response: unknown): string | undefined {
  const { headers }: { readonly headers?: Readonly<Record<string, string>> } = Object(response);
  return headers?.['date'];
}

/** A clock beside AWS's, e.g. `95 s ahead of`, `40 s behind`. */
export function describeOffset(secondsAhead: number): string {
  return secondsAhead < 0 ? `${-secondsAhead} s behind` : `${secondsAhead} s ahead of`;
}
