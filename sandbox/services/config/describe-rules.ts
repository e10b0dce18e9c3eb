import type {
  ConfigRuleEvaluationStatus,
  DescribeConfigRuleEvaluationStatusRequest,
  DescribeConfigRuleEvaluationStatusResponse,
  DescribeConfigRulesRequest,
  DescribeConfigRulesResponse,
} from '@aws-sdk/client-config-service';
import type { ConfigRule } from '../../account/config-rule';
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
 * What AWS Config knows of a custom Lambda rule: when it was created and invoked, and that results came. It does not learn
 * of a function's errors, since it invokes functions asynchronously. AWS's pages contradict each other on whether custom
 * Lambda rules are listed at all; the sandbox's README says which does what.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigRuleEvaluationStatus.html
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeComplianceByConfigRule.html
 */
export const describeConfigRuleEvaluationStatus: Action<
  DescribeConfigRuleEvaluationStatusRequest,
  DescribeConfigRuleEvaluationStatusResponse
> = {
  resources: ({ ConfigRuleNames = [] }, { account }) =>
    ConfigRuleNames.length > 0 ? ruleResources(account, ConfigRuleNames) : ['*'],
  run({ ConfigRuleNames, NextToken }, { account }) {
    keyAfter('DescribeConfigRuleEvaluationStatus', NextToken);
    return { ConfigRulesEvaluationStatus: rulesNamed(account, ConfigRuleNames).map(toStatus) };
  },
};

function toStatus(rule: ConfigRule): ConfigRuleEvaluationStatus {
  return {
    ConfigRuleName: rule.configRuleName,
    ConfigRuleArn: rule.configRuleArn,
    ConfigRuleId: rule.configRuleId,
    FirstActivatedTime: rule.createdTime,
    LastSuccessfulInvocationTime: rule.invokedTime,
    LastSuccessfulEvaluationTime: rule.evaluatedTime,
    FirstEvaluationStarted: rule.invokedTime !== undefined,
  };
}
