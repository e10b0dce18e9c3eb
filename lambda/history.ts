import type { Asker } from '../rule/ask';
import type { Earlier } from '../rule/assess';
import { asProblem, ConsoleMfaError } from '../rule/core/errors';
import type { StoredResult } from '../rule/core/evaluation';
import type { Invocation } from '../rule/core/invocation';
import type { KnownUser, ListedUser } from '../rule/core/known-user';
import type { Outcome } from '../rule/core/outcome';
import { type HeldResults, resultKey, userKey } from '../rule/core/to-evaluations';
import type { DeliveryMemory } from './delivery-memory';
import type { ConfigService } from './ports';

/** After so many failures in a row, questions no longer wait for what AWS Config holds. */
const PATIENCE = 3;

/**
 * What AWS Config holds of the rule, loading beside the census. It tells which users an earlier delivery of the same
 * event has settled, since their stored results carry its ordering timestamp, and who has waited longest for a result.
 */
export class History implements Earlier {
  readonly ready: Promise<void>;
  readonly complete: Promise<void>;
  readonly #results = new Map<string, StoredResult>();
  readonly #orderingTimestamp: number;
  readonly #memory: DeliveryMemory;
  readonly #asker: Asker;
  #problem: ConsoleMfaError | undefined;
  #loaded = false;

  constructor(
    config: ConfigService,
    asker: Asker,
    invocation: Invocation,
    memory: DeliveryMemory,
    until: number,
  ) {
    this.#orderingTimestamp = invocation.orderingTimestamp.getTime();
    this.#memory = memory;
    this.#asker = asker;
    let open = () => {};
    this.ready = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.complete = this.#load(config, invocation, until, open).finally(open);
  }

  /** The results held, once `complete`; absent where they could not be read to the end. */
  get held(): HeldResults | undefined {
    return this.#loaded ? this.#results : undefined;
  }

  get problem(): ConsoleMfaError | undefined {
    return this.#problem;
  }

  recall(user: KnownUser): Outcome | undefined {
    return this.#isSettled(user) ? { status: 'settled', user } : this.#memory.recall(user);
  }

  /** Once `complete`: whoever was withheld before the result of an earlier delivery had been seen has one. */
  settle(outcome: Outcome): Outcome {
    const { status, user } = outcome;
    return status === 'withheld' && this.#isSettled(user) ? { status: 'settled', user } : outcome;
  }

  /** Ends loading for a run that has failed, so that nothing of it goes on afterwards; throws what it failed of. */
  async abandon(error: unknown): Promise<never> {
    this.#asker.stop();
    await this.complete;
    throw error;
  }

  inOrderOfNeed(users: readonly KnownUser[]): readonly KnownUser[] {
    const waitingSince = (user: KnownUser) => this.#timestampOf(user) ?? Number.NEGATIVE_INFINITY;
    return users
      .map((user) => ({ user, since: waitingSince(user) }))
      .sort((a, b) => (a.since === b.since ? 0 : a.since - b.since))
      .map(({ user }) => user);
  }

  async #load(config: ConfigService, invocation: Invocation, until: number, open: () => void): Promise<void> {
    const { configRuleName, testMode } = invocation;
    if (testMode) return;
    let failures = 0;
    const readPage = async (token: string | undefined, timeoutMs: number) => {
      try {
        const page = await config.listResults(configRuleName, token, timeoutMs);
        failures = 0;
        return page;
      } catch (error) {
        failures += 1;
        if (failures === PATIENCE) open();
        throw error;
      }
    };
    try {
      await this.#asker.askPages('config:GetComplianceDetailsByConfigRule', until, readPage, (page) => {
        for (const result of page) this.#results.set(resultKey(result), result);
        // Only on a repeated delivery is it worth waiting for every page before the first question, and its first page
        // gives one away.
        if (!this.#isRepeated()) open();
      });
      this.#loaded = true;
    } catch (error) {
      this.#problem = unreadHistory(asProblem(error));
    }
  }

  #isRepeated(): boolean {
    return [...this.#results.values()].some((result) => result.orderingTimestamp === this.#orderingTimestamp);
  }

  #isSettled(user: ListedUser): boolean {
    return this.#timestampOf(user) === this.#orderingTimestamp;
  }

  #timestampOf({ userId }: ListedUser): number | undefined {
    return this.#results.get(resultKey(userKey(userId)))?.orderingTimestamp;
  }
}

function unreadHistory(cause: ConsoleMfaError): ConsoleMfaError {
  const message = `what AWS Config holds could not be read, so users that are gone keep their results: ${cause.message}`;
  return new ConsoleMfaError('UnreadHistory', message, { cause });
}
