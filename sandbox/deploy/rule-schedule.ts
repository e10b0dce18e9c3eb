import type { Account } from '../account/account';
import type { Agenda, Appointment } from '../account/agenda';
import { type ConfigRule, FREQUENCIES } from '../account/config-rule';
import { countRunning } from '../account/config-rules';
import { issueResultToken } from '../account/result-tokens';
import { ruleEvent } from './config-event';
import type { Functions } from './functions';

/** Plays AWS Config's part: invokes rules when they are new, when they are due and when it is asked to. */
export class RuleSchedule {
  readonly #account: Account;
  readonly #agenda: Agenda;
  readonly #functions: Functions;
  readonly #now: () => Date;
  readonly #onEvaluated: (rule: ConfigRule, invokedTime: Date) => void;
  readonly #appointments = new Map<string, Appointment>();
  #instant = { time: 0, notifications: 0 };

  /** @param onEvaluated told after each attempt of an evaluation, with when AWS Config invoked the rule. */
  constructor(
    account: Account,
    agenda: Agenda,
    functions: Functions,
    now: () => Date,
    onEvaluated: (rule: ConfigRule, invokedTime: Date) => void,
  ) {
    this.#account = account;
    this.#agenda = agenda;
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
    const appointment = this.#agenda.addIn(FREQUENCIES[rule.maximumExecutionFrequency], async () => {
      const current = this.#account.config.rules.byId(rule.configRuleId);
      if (current !== undefined) this.schedule(current);
    });
    this.#appointments.set(rule.configRuleId, appointment);
  }

  unschedule({ configRuleId }: ConfigRule): void {
    const appointment = this.#appointments.get(configRuleId);
    if (appointment !== undefined) this.#agenda.cancel(appointment);
    this.#appointments.delete(configRuleId);
  }

  /** Invokes the rule's function without waiting. Returns the invocation's request id. */
  evaluate(rule: ConfigRule): string {
    const now = this.#notificationTime();
    const { config } = this.#account;
    const event = ruleEvent(this.#account, rule, issueResultToken(this.#account, rule, now), now);
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
