import type { AwsEvent } from './aws-event';
import type { EventPattern } from './event-pattern';
import { type InputTransformer, targetInput } from './input-transformer';

export interface EventTarget {
  readonly arn: string;
  readonly transformer: InputTransformer | undefined;
  /** A queue for what could not be delivered. */
  readonly deadLetterArn: string | undefined;
}

export interface EventRule {
  readonly ruleArn: string;
  readonly pattern: EventPattern;
  readonly targets: readonly EventTarget[];
}

/** Takes a text to a target on a rule's account; false where the target does not take it. */
export type Deliver = (targetArn: string, ruleArn: string, text: string) => Promise<boolean>;

/** The account's default event bus. */
export class EventBus {
  /** Events that a target did not take, nor its dead-letter queue. */
  readonly lost: AwsEvent[] = [];
  readonly #rules: EventRule[] = [];
  readonly #deliver: Deliver;

  constructor(deliver: Deliver) {
    this.#deliver = deliver;
  }

  get hasRules(): boolean {
    return this.#rules.length > 0;
  }

  putRule(rule: EventRule): void {
    this.#rules.push(rule);
  }

  /** Takes an event to the targets of every rule that matches. */
  async put(event: AwsEvent): Promise<void> {
    for (const { ruleArn, pattern, targets } of this.#rules) {
      if (!pattern(event)) continue;
      await Promise.all(targets.map((target) => this.#send(event, target, ruleArn)));
    }
  }

  async #send(
    event: AwsEvent,
    { arn, transformer, deadLetterArn }: EventTarget,
    ruleArn: string,
  ): Promise<void> {
    const text = targetInput(event, transformer);
    if (text !== undefined && (await this.#deliver(arn, ruleArn, text))) return;
    if (deadLetterArn !== undefined && (await this.#deliver(deadLetterArn, ruleArn, JSON.stringify(event))))
      return;
    this.lost.push(event);
  }
}
