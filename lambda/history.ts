import type { Asker } from './ask';
import type { Earlier } from './assess';
import { asProblem, ConsoleMfaError } from './core/errors';
import type { StoredResult } from './core/evaluation';
import type { Invocation } from './core/invocation';
import type { KnownUser } from './core/known-user';
import type { Outcome } from './core/outcome';
import { type HeldResults, resultKey, userKey } from './core/to-evaluations';
import type { DeliveryMemory } from './delivery-memory';
import type { ConfigService } from './ports';

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
    let onFirstPage = () => {};
    const firstPage = new Promise<void>((resolve) => {
      onFirstPage = resolve;
    });
    this.complete = this.#load(config, asker, invocation, until, onFirstPage).finally(onFirstPage);
    // Only on a repeated delivery is it worth waiting for every page before the first question, and its first page
    // gives one away.
    this.ready = firstPage.then(() => (this.#isRepeated() ? this.complete : undefined));
  }

  /** The results held, once `complete`; absent where they could not be read to the end. */
  get held(): HeldResults | undefined {
    return this.#loaded ? this.#results : undefined;
  }

  get problem(): ConsoleMfaError | undefined {
    return this.#problem;
  }

  recall(user: KnownUser): Outcome | undefined {
    return this.#timestampOf(user) === this.#orderingTimestamp
      ? { status: 'settled', user }
      : this.#memory.recall(user);
  }

  inOrderOfNeed(users: readonly KnownUser[]): readonly KnownUser[] {
    const waitingSince = (user: KnownUser) => this.#timestampOf(user) ?? Number.NEGATIVE_INFINITY;
    return users
      .map((user) => ({ user, since: waitingSince(user) }))
      .sort((a, b) => (a.since === b.since ? 0 : a.since - b.since))
      .map(({ user }) => user);
  }

  async #load(
    config: ConfigService,
    asker: Asker,
    invocation: Invocation,
    until: number,
    onFirstPage: () => void,
  ): Promise<void> {
    const { configRuleName, testMode } = invocation;
    if (testMode) return;
    try {
      await asker.askPages(
        'config:GetComplianceDetailsByConfigRule',
        until,
        (token, timeoutMs) => config.listResults(configRuleName, token, timeoutMs),
        (page) => {
          for (const result of page) this.#results.set(resultKey(result), result);
          onFirstPage();
        },
      );
      this.#loaded = true;
    } catch (error) {
      this.#problem = unreadHistory(asProblem(error));
    }
  }

  #isRepeated(): boolean {
    return [...this.#results.values()].some((result) => result.orderingTimestamp === this.#orderingTimestamp);
  }

  #timestampOf({ userId }: KnownUser): number | undefined {
    return this.#results.get(resultKey(userKey(userId)))?.orderingTimestamp;
  }
}

function unreadHistory(cause: ConsoleMfaError): ConsoleMfaError {
  const message = `what AWS Config holds could not be read, so users that are gone keep their results: ${cause.message}`;
  return new ConsoleMfaError('UnreadHistory', message, { cause });
}
