import type { Account } from '../account/account';
import type { ConfigRule } from '../account/config-rule';
import { newRemediationExecutions } from '../account/config-state';
import { type ResourceKey, resultKey } from '../account/evaluation-result';
import { shownResults } from '../account/evaluation-results';
import { isUnderWay, type RemediationConfiguration, type RemediationExecution } from '../account/remediation';
import type { Scheduler } from '../account/scheduler';
import type { Automation } from '../ssm/automation';
import type { AutomationExecution } from '../ssm/automation-execution';

/**
 * Plays AWS Config's part of a remediation: hands resources to SSM Automation, a percentage of them at a time. A failed
 * one is tried again after the next evaluation; when AWS Config tries again before that is not published.
 */
export class Remediations {
  readonly #account: Account;
  readonly #scheduler: Scheduler;
  readonly #automation: Automation;
  readonly #now: () => Date;

  constructor(account: Account, scheduler: Scheduler, automation: Automation, now: () => Date) {
    this.#account = account;
    this.#scheduler = scheduler;
    this.#automation = automation;
    this.#now = now;
  }

  /** Starts the remediation of what a rule's invocation has found NON_COMPLIANT, if that is automatic. */
  afterEvaluation(rule: ConfigRule, invokedTime: Date): void {
    const { config } = this.#account;
    const configuration = config.remediations.get(rule.configRuleName);
    if (configuration?.automatic !== true) return;
    const executions = config.remediationExecutions.get(rule.configRuleName);
    const found = shownResults(config, rule).filter((result) => {
      const earlier = executions?.byKey(resultKey(result));
      const isNew = result.configRuleInvokedTime.getTime() === invokedTime.getTime();
      return result.compliance === 'NON_COMPLIANT' && isNew && !(earlier && isUnderWay(earlier));
    });
    if (found.length > 0) this.start(configuration, found);
  }

  /** Does not wait for the end. */
  start(configuration: RemediationConfiguration, resources: readonly ResourceKey[]): void {
    const invocationTime = this.#now();
    const queue = resources.map(
      ({ resourceType, resourceId }): RemediationExecution => ({
        resourceType,
        resourceId,
        state: 'QUEUED',
        steps: [],
        invocationTime,
        lastUpdatedTime: invocationTime,
      }),
    );
    for (const execution of queue) this.#record(configuration, execution);
    const share = configuration.concurrentExecutionRatePercentage / 100;
    const atOnce = Math.max(1, Math.floor(queue.length * share));
    const work = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        await this.#remediate(configuration, next);
      }
    };
    this.#scheduler.addIn(0, async () => {
      await Promise.all(Array.from({ length: atOnce }, work));
    });
  }

  async #remediate(configuration: RemediationConfiguration, queued: RemediationExecution): Promise<void> {
    const { documentName, parameters } = configuration;
    this.#record(configuration, { ...queued, state: 'IN_PROGRESS' });
    const given = Object.entries(parameters).map(([name, parameter]): [string, readonly string[]] => [
      name,
      parameter.type === 'static' ? parameter.values : [queued.resourceId],
    ]);
    const automation = await this.#automation.execute(documentName, Object.fromEntries(given));
    this.#record(configuration, {
      ...queued,
      state: automation.status === 'Success' ? 'SUCCEEDED' : 'FAILED',
      steps: stepsOf(automation, this.#now()),
    });
  }

  #record({ configRuleName }: RemediationConfiguration, execution: RemediationExecution): void {
    const { remediationExecutions } = this.#account.config;
    const executions = remediationExecutions.get(configRuleName) ?? newRemediationExecutions();
    executions.put({ ...execution, lastUpdatedTime: this.#now() });
    remediationExecutions.set(configRuleName, executions);
  }
}

/** An execution that did not get to a step has failed to start. */
function stepsOf(
  { steps, startTime, failureMessage, documentName }: AutomationExecution,
  now: Date,
): RemediationExecution['steps'] {
  if (steps.length === 0) {
    return [{ name: documentName, state: 'FAILED', errorMessage: failureMessage, startTime, stopTime: now }];
  }
  return steps.map((step) => ({
    name: step.stepName,
    state: step.stepStatus === 'Success' ? 'SUCCEEDED' : 'FAILED',
    errorMessage: step.failureMessage,
    startTime: step.startTime,
    stopTime: step.endTime,
  }));
}
