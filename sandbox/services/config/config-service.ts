import type { Service } from '../../service';
import { getComplianceDetailsByConfigRule, getComplianceDetailsByResource } from './compliance-details';
import { describeComplianceByConfigRule, getComplianceSummaryByConfigRule } from './compliance-summary';
import type { ConfigHooks } from './config-hooks';
import { describeConfigRuleEvaluationStatus, describeConfigRules } from './describe-rules';
import { putEvaluations } from './put-evaluations';
import { deleteConfigRule, putConfigRule } from './put-rule';
import { describeConfigurationRecorderStatus, describeConfigurationRecorders } from './recorders';
import {
  deleteRemediationConfiguration,
  describeRemediationConfigurations,
  putRemediationConfigurations,
} from './remediation-configurations';
import { describeRemediationExecutionStatus, startRemediationExecution } from './remediation-executions';
import { startConfigRulesEvaluation } from './start-evaluation';

/** AWS Config, as far as a custom rule, its operator and an auditor need it. */
export function configService(hooks: ConfigHooks): Service {
  return {
    name: 'config',
    actionPrefix: 'config',
    actions: {
      DeleteConfigRule: deleteConfigRule(hooks),
      DeleteRemediationConfiguration: deleteRemediationConfiguration,
      DescribeComplianceByConfigRule: describeComplianceByConfigRule,
      DescribeConfigRuleEvaluationStatus: describeConfigRuleEvaluationStatus,
      DescribeConfigRules: describeConfigRules,
      DescribeConfigurationRecorderStatus: describeConfigurationRecorderStatus,
      DescribeConfigurationRecorders: describeConfigurationRecorders,
      DescribeRemediationConfigurations: describeRemediationConfigurations,
      DescribeRemediationExecutionStatus: describeRemediationExecutionStatus,
      GetComplianceDetailsByConfigRule: getComplianceDetailsByConfigRule,
      GetComplianceDetailsByResource: getComplianceDetailsByResource,
      GetComplianceSummaryByConfigRule: getComplianceSummaryByConfigRule,
      PutConfigRule: putConfigRule(hooks),
      PutEvaluations: putEvaluations(hooks),
      PutRemediationConfigurations: putRemediationConfigurations(hooks),
      StartConfigRulesEvaluation: startConfigRulesEvaluation(hooks),
      StartRemediationExecution: startRemediationExecution(hooks),
    },
  };
}
