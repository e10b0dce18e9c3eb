import type { Account } from '../account/account';
import { type ConfigRule, FREQUENCIES } from '../account/config-rule';
import { countRunning, updateRule } from '../account/config-rules';
import { issueResultToken } from '../account/result-tokens';
import type { ScheduledTask, Scheduler } from '../account/scheduler';
import { ruleEvent } from './config-event';
import type { Functions } from './functions';

/**
 * Plays AWS Config's part: invokes rules when they are new, when they are due and when it is asked to. It does so with the
 * configuration recorder off as well, since the rules are periodic.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config-rules.html
 */
export class RuleSchedule {
  readonly #account: Account;
  readonly #scheduler: Scheduler;
  readonly #functions: Pick<Functions, 'invoke'>;
  readonly #now: () => Date;
  readonly #onEvaluated: (rule: ConfigRule, invokedTime: Date) => void;
  readonly #tasks = new Map<string, ScheduledTask>();
  #instant = { time: 0, notifications: 0 };

  /** @param onEvaluated told after each attempt of an evaluation, with when AWS Config invoked the rule. */
  constructor(
    account: Account,
    scheduler: Scheduler,
    functions: Pick<Functions, 'invoke'>,
    now: () => Date,
    onEvaluated: (rule: ConfigRule, invokedTime: Date) => void,
  ) {
    this.#account = account;
    this.#scheduler = scheduler;
    this.#functions = functions;
    this.#now = now;
    this.#onEvaluated = onEvaluated;
  }

  /** Evaluates a new rule at once, then at its frequency. */
  schedule(rule: ConfigRule): void {
    this.evaluate(rule);
    this.reschedule(rule);
  }

  /** Counts the rule's frequency from now. */
  reschedule(rule: ConfigRule): void {
    this.unschedule(rule);
    const task = this.#scheduler.addIn(FREQUENCIES[rule.maximumExecutionFrequency], async () => {
      const current = this.#account.config.rules.byId(rule.configRuleId);
      if (current !== undefined) this.schedule(current);
    });
    this.#tasks.set(rule.configRuleId, task);
  }

  unschedule({ configRuleId }: ConfigRule): void {
    const task = this.#tasks.get(configRuleId);
    if (task !== undefined) this.#scheduler.cancel(task);
    this.#tasks.delete(configRuleId);
  }

  /** Invokes the rule's function without waiting. Returns the invocation's request id. */
  evaluate(rule: ConfigRule): string {
    const now = this.#notificationTime();
    const { config } = this.#account;
    const event = ruleEvent(this.#account, rule, issueResultToken(this.#account, rule, now), now);
    const current = config.rules.byId(rule.configRuleId);
    if (current !== undefined) updateRule(config, current, { invokedTime: now });
    return this.#functions.invoke(rule.functionArn, event, {
      onAttemptStart: () => countRunning(config, rule.configRuleId, 1),
      onAttemptEnd: () => {
        countRunning(config, rule.configRuleId, -1);
        this.#onEvaluated(rule, now);
      },
    });
  }

  /** No two notifications share a time, also while the clock stands still: a rule tells them apart by it. */
  #notificationTime(): Date {
    const time = this.#now().getTime();
    const notifications = time === this.#instant.time ? this.#instant.notifications + 1 : 0;
    this.#instant = { time, notifications };
    return new Date(time + notifications);
  }
}
