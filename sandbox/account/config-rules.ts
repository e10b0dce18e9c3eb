import type { Account } from './account';
import type { ConfigRule, RuleSettings } from './config-rule';
import { type ConfigState, newResults } from './config-state';

export function createRule(account: Account, settings: RuleSettings, createdTime?: Date): ConfigRule {
  const configRuleId = `config-rule-${account.ids.unique('AROA').slice(4, 10).toLowerCase()}`;
  const rule: ConfigRule = {
    ...settings,
    configRuleId,
    configRuleArn: ruleArn(account, configRuleId),
    running: 0,
    startedTime: undefined,
    createdTime,
    invokedTime: undefined,
    evaluatedTime: undefined,
  };
  account.config.rules.put(rule);
  account.config.results.set(configRuleId, newResults());
  return rule;
}

export function updateRule(config: ConfigState, rule: ConfigRule, change: Partial<ConfigRule>): ConfigRule {
  const updated = { ...rule, ...change };
  config.rules.put(updated);
  return updated;
}

/** Counts an evaluation of the rule in or out, unless the rule was deleted meanwhile. */
export function countRunning(config: ConfigState, configRuleId: string, difference: 1 | -1): void {
  const rule = config.rules.byId(configRuleId);
  if (rule !== undefined) updateRule(config, rule, { running: rule.running + difference });
}

/** Removes a rule and all its results. The timeline keeps them. */
export function deleteRule(config: ConfigState, rule: ConfigRule): void {
  config.rules.delete(rule.configRuleId);
  config.results.delete(rule.configRuleId);
}

export function ruleArn(account: Account, configRuleId: string): string {
  return `arn:${account.partition}:config:${account.region}:${account.accountId}:config-rule/${configRuleId}`;
}
