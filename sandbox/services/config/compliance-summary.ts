import type {
  ComplianceByConfigRule,
  ComplianceContributorCount,
  DescribeComplianceByConfigRuleRequest,
  DescribeComplianceByConfigRuleResponse,
  GetComplianceSummaryByConfigRuleResponse,
} from '@aws-sdk/client-config-service';
import type { Account } from '../../account/account';
import type { ConfigRule } from '../../account/config-rule';
import { complianceOf } from '../../account/evaluation-results';
import type { Action } from '../../service';
import { keyAfter } from './pages';
import { ruleResources, rulesNamed } from './rules';

/** Beyond this AWS Config does not count. */
const CAP = 25;

/** In one page, since the sandbox has few rules. */
export const describeComplianceByConfigRule: Action<
  DescribeComplianceByConfigRuleRequest,
  DescribeComplianceByConfigRuleResponse
> = {
  resources: ({ ConfigRuleNames = [] }, { account }) =>
    ConfigRuleNames.length > 0 ? ruleResources(account, ConfigRuleNames) : ['*'],
  run({ ConfigRuleNames, ComplianceTypes = [], NextToken }, { account }) {
    keyAfter('DescribeComplianceByConfigRule', NextToken);
    const all = rulesNamed(account, ConfigRuleNames).map((rule) => toShape(account, rule));
    const asked = all.filter(
      ({ Compliance }) =>
        ComplianceTypes.length === 0 ||
        ComplianceTypes.some((complianceType) => complianceType === Compliance?.ComplianceType),
    );
    return { ComplianceByConfigRules: asked };
  },
};

/** Counts rules, not resources. */
export const getComplianceSummaryByConfigRule: Action<
  Record<string, never>,
  GetComplianceSummaryByConfigRuleResponse
> = {
  resources: () => ['*'],
  run(_input, { account, now }) {
    const types = [...account.config.rules].map((rule) => complianceOf(account.config, rule).type);
    return {
      ComplianceSummary: {
        CompliantResourceCount: capped(types.filter((type) => type === 'COMPLIANT').length),
        NonCompliantResourceCount: capped(types.filter((type) => type === 'NON_COMPLIANT').length),
        ComplianceSummaryTimestamp: now,
      },
    };
  },
};

function toShape(account: Account, rule: ConfigRule): ComplianceByConfigRule {
  const compliance = complianceOf(account.config, rule);
  return {
    ConfigRuleName: rule.configRuleName,
    Compliance: {
      ComplianceType: compliance.type,
      ...(compliance.type === 'NON_COMPLIANT'
        ? { ComplianceContributorCount: capped(compliance.nonCompliantResources) }
        : {}),
    },
  };
}

function capped(count: number): ComplianceContributorCount {
  return { CappedCount: Math.min(count, CAP), CapExceeded: count > CAP };
}
