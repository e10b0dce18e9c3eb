import type {
  DescribeConfigRuleEvaluationStatusRequest,
  DescribeConfigRuleEvaluationStatusResponse,
  DescribeConfigRulesRequest,
  DescribeConfigRulesResponse,
} from '@aws-sdk/client-config-service';
import type { Action } from '../../service';
import { keyAfter, nextToken } from './pages';
import { ruleResources, rulesNamed, toShape } from './rules';

const RULES_PER_PAGE = 25;

export const describeConfigRules: Action<DescribeConfigRulesRequest, DescribeConfigRulesResponse> = {
  resources: ({ ConfigRuleNames = [] }, { account }) =>
    ConfigRuleNames.length > 0 ? ruleResources(account, ConfigRuleNames) : ['*'],
  run({ ConfigRuleNames, Filters, NextToken }, { account }) {
    const after = keyAfter('DescribeConfigRules', NextToken);
    if (Filters?.EvaluationMode === 'PROACTIVE') return { ConfigRules: [] };
    if (ConfigRuleNames !== undefined && ConfigRuleNames.length > 0) {
      return { ConfigRules: rulesNamed(account, ConfigRuleNames).map(toShape) };
    }
    const page = account.config.rules.page(RULES_PER_PAGE, after);
    return {
      ConfigRules: page.items.map(toShape),
      NextToken: nextToken('DescribeConfigRules', page.next),
    };
  },
};

/**
 * Says nothing of custom Lambda rules, which are all that the sandbox has.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigRuleEvaluationStatus.html
 */
export const describeConfigRuleEvaluationStatus: Action<
  DescribeConfigRuleEvaluationStatusRequest,
  DescribeConfigRuleEvaluationStatusResponse
> = {
  resources: ({ ConfigRuleNames = [] }, { account }) =>
    ConfigRuleNames.length > 0 ? ruleResources(account, ConfigRuleNames) : ['*'],
  run({ ConfigRuleNames, NextToken }, { account }) {
    keyAfter('DescribeConfigRuleEvaluationStatus', NextToken);
    rulesNamed(account, ConfigRuleNames);
    return { ConfigRulesEvaluationStatus: [] };
  },
};
