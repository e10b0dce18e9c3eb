import type {
  ComplianceType,
  EvaluationResult as EvaluationResultShape,
  GetComplianceDetailsByConfigRuleRequest,
  GetComplianceDetailsByConfigRuleResponse,
  GetComplianceDetailsByResourceRequest,
  GetComplianceDetailsByResourceResponse,
} from '@aws-sdk/client-config-service';
import type { ConfigRule } from '../../account/config-rule';
import { newResults } from '../../account/config-state';
import { type EvaluationResult, resultKey } from '../../account/evaluation-result';
import { isShown } from '../../account/evaluation-results';
import type { Action } from '../../service';
import { invalidParameter } from './errors';
import { keyAfter, nextToken } from './pages';
import { ruleNamed, ruleResources } from './rules';

const DEFAULT_LIMIT = 10;

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_GetComplianceDetailsByConfigRule.html */
export const getComplianceDetailsByConfigRule: Action<
  GetComplianceDetailsByConfigRuleRequest,
  GetComplianceDetailsByConfigRuleResponse
> = {
  resources: ({ ConfigRuleName }, { account }) => ruleResources(account, [ConfigRuleName]),
  run({ ConfigRuleName, ComplianceTypes, Limit, NextToken }, { account }) {
    const accept = acceptedBy(ComplianceTypes);
    const after = keyAfter('GetComplianceDetailsByConfigRule', NextToken);
    const rule = ruleNamed(account, ConfigRuleName);
    const results = account.config.results.get(rule.configRuleId) ?? newResults();
    const page = results.page(Limit || DEFAULT_LIMIT, after, accept);
    return {
      EvaluationResults: page.items.map((result) => toShape(rule, result)),
      NextToken: nextToken('GetComplianceDetailsByConfigRule', page.next),
    };
  },
};

/** In one page, since the sandbox has few rules. */
export const getComplianceDetailsByResource: Action<
  GetComplianceDetailsByResourceRequest,
  GetComplianceDetailsByResourceResponse
> = {
  resources: () => ['*'],
  run({ ResourceType, ResourceId, ComplianceTypes }, { account }) {
    if (ResourceType === undefined || ResourceId === undefined) {
      throw invalidParameter('ResourceType and ResourceId are required.');
    }
    const accept = acceptedBy(ComplianceTypes);
    const key = resultKey({ resourceType: ResourceType, resourceId: ResourceId });
    const found = [...account.config.rules].flatMap((rule) => {
      const result = account.config.results.get(rule.configRuleId)?.byKey(key);
      return result !== undefined && accept(result) ? [toShape(rule, result)] : [];
    });
    return { EvaluationResults: found };
  },
};

function acceptedBy(complianceTypes: readonly ComplianceType[] = []): (result: EvaluationResult) => boolean {
  if (complianceTypes.includes('INSUFFICIENT_DATA')) {
    throw invalidParameter('INSUFFICIENT_DATA cannot be used as a ComplianceType for filtering results.');
  }
  if (complianceTypes.length === 0) return isShown;
  return (result) => isShown(result) && complianceTypes.includes(result.compliance);
}

function toShape(rule: ConfigRule, result: EvaluationResult): EvaluationResultShape {
  return {
    EvaluationResultIdentifier: {
      EvaluationResultQualifier: {
        ConfigRuleName: rule.configRuleName,
        ResourceType: result.resourceType,
        ResourceId: result.resourceId,
        EvaluationMode: 'DETECTIVE',
      },
      OrderingTimestamp: result.orderingTimestamp,
    },
    ComplianceType: result.compliance,
    ResultRecordedTime: result.resultRecordedTime,
    ConfigRuleInvokedTime: result.configRuleInvokedTime,
    ...(result.annotation === undefined ? {} : { Annotation: result.annotation }),
  };
}
