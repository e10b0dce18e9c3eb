import type {
  StartConfigRulesEvaluationRequest,
  StartConfigRulesEvaluationResponse,
} from '@aws-sdk/client-config-service';
import type { ConfigRule } from '../../account/config-rule';
import { updateRule } from '../../account/config-rules';
import type { Action } from '../../service';
import type { ConfigHooks } from './config-hooks';
import { configError, invalidParameter } from './errors';
import { ruleResources, rulesNamed } from './rules';

const LEAST_INTERVAL_MS = 60_000;

/**
 * Refused while an evaluation of one of the rules runs, and when one was started less than a minute ago.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_StartConfigRulesEvaluation.html
 */
export function startConfigRulesEvaluation({
  evaluate,
}: ConfigHooks): Action<StartConfigRulesEvaluationRequest, StartConfigRulesEvaluationResponse> {
  return {
    resources: ({ ConfigRuleNames = [] }, { account }) => ruleResources(account, ConfigRuleNames),
    run({ ConfigRuleNames = [] }, { account, now }) {
      if (ConfigRuleNames.length === 0) throw invalidParameter('ConfigRuleNames must not be empty.');
      const rules = rulesNamed(account, [...new Set(ConfigRuleNames)]);
      for (const rule of rules) refuseTooSoon(rule, now);
      for (const rule of rules) evaluate(updateRule(account.config, rule, { startedTime: now }));
      return {};
    },
  };
}

function refuseTooSoon(rule: ConfigRule, now: Date): void {
  const since = rule.startedTime === undefined ? Infinity : now.getTime() - rule.startedTime.getTime();
  if (rule.running === 0 && (since >= LEAST_INTERVAL_MS || since < 0)) return;
  throw configError(
    'LimitExceededException',
    `The ConfigRule '${rule.configRuleName}' is being evaluated or was started less than a minute ago.`,
  );
}
