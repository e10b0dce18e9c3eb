import type { Evaluation } from '../rule/core/evaluation';
import type { Invocation } from '../rule/core/invocation';
import type { KnownUser } from '../rule/core/known-user';
import type { Outcome } from '../rule/core/outcome';
import { resultKey } from '../rule/core/to-evaluations';

type Judged = Outcome & { readonly status: 'judged' };

/**
 * What a failed delivery leaves to the next delivery of the same event, where Lambda hands it to the same process:
 * verdicts, so that nobody is asked about twice, and what AWS Config has taken already, so that nothing is billed
 * twice. A delivery that ended well leaves nothing, and neither does a trial run.
 */
export class DeliveryMemory {
  #event = '';
  #judged = new Map<string, Judged>();
  #submitted = new Set<string>();

  /** Turns to an event, and forgets what is of another. */
  open(invocation: Invocation): void {
    const { configRuleName, orderingTimestamp, resultToken, testMode } = invocation;
    const event = JSON.stringify([configRuleName, orderingTimestamp.getTime(), resultToken]);
    if (event === this.#event && !testMode) return;
    this.forget();
    this.#event = event;
  }

  forget(): void {
    this.#event = '';
    this.#judged = new Map();
    this.#submitted = new Set();
  }

  recall(user: KnownUser): Outcome | undefined {
    const judged = this.#judged.get(user.userId);
    return judged && agree(judged.user, user) ? judged : undefined;
  }

  isSubmitted(evaluation: Evaluation): boolean {
    return this.#submitted.has(fingerprint(evaluation));
  }

  keep(outcomes: readonly Outcome[], submitted: readonly Evaluation[]): void {
    for (const outcome of outcomes) {
      if (outcome.status === 'judged') this.#judged.set(outcome.user.userId, outcome);
    }
    for (const evaluation of submitted) this.#submitted.add(fingerprint(evaluation));
  }
}

/** Whether the bulk lists tell of a user what they told; what could not be read this time contradicts nothing. */
function agree(then: KnownUser, now: KnownUser): boolean {
  const { virtualDevice = false } = then;
  return (
    then.userName === now.userName &&
    then.path === now.path &&
    (now.unreadGroups.length > 0 || then.exemptGroups.join(' ') === now.exemptGroups.join(' ')) &&
    (now.virtualDevice ?? virtualDevice) === virtualDevice
  );
}

function fingerprint(evaluation: Evaluation): string {
  return `${resultKey(evaluation)} ${evaluation.compliance} ${evaluation.annotation}`;
}
