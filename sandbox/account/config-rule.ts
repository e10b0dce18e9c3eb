import type { Account } from './account';
import type { ConfigState } from './config-state';
import { newResults } from './evaluation-result';

/** How often AWS Config runs a periodic rule, in its own words, and in milliseconds. */
export const FREQUENCIES = {
  One_Hour: 3_600_000,
  Three_Hours: 10_800_000,
  Six_Hours: 21_600_000,
  Twelve_Hours: 43_200_000,
  TwentyFour_Hours: 86_400_000,
} as const;

export type MaximumExecutionFrequency = keyof typeof FREQUENCIES;

/** A periodic custom Lambda rule, the kind the sandbox plays. */
export interface ConfigRule {
  readonly configRuleId: string;
  readonly configRuleName: string;
  readonly configRuleArn: string;
  readonly description: string | undefined;
  readonly functionArn: string;
  readonly maximumExecutionFrequency: MaximumExecutionFrequency;
  /** JSON: an object of strings. */
  readonly inputParameters: string | undefined;
  /** How many of its evaluations run now. */
  readonly running: number;
  /** When StartConfigRulesEvaluation last started it. */
  readonly startedTime: Date | undefined;
}

export type RuleSettings = Pick<
  ConfigRule,
  'configRuleName' | 'description' | 'functionArn' | 'maximumExecutionFrequency' | 'inputParameters'
>;

export function createRule(account: Account, settings: RuleSettings): ConfigRule {
  const configRuleId = `config-rule-${account.ids.unique('AROA').slice(4, 10).toLowerCase()}`;
  const rule: ConfigRule = {
    ...settings,
    configRuleId,
    configRuleArn: ruleArn(account, configRuleId),
    running: 0,
    startedTime: undefined,
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
