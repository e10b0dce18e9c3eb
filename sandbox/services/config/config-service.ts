import type { Service } from '../../service';
import { getComplianceDetailsByConfigRule, getComplianceDetailsByResource } from './compliance-details';
import { describeComplianceByConfigRule, getComplianceSummaryByConfigRule } from './compliance-summary';
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
import type { Surroundings } from './surroundings';

/** AWS Config, as far as a custom rule, its operator and an auditor need it. */
export function configService(surroundings: Surroundings): Service {
  return {
    name: 'config',
    actionPrefix: 'config',
    actions: {
      DeleteConfigRule: deleteConfigRule(surroundings),
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
      PutConfigRule: putConfigRule(surroundings),
      PutEvaluations: putEvaluations(surroundings),
      PutRemediationConfigurations: putRemediationConfigurations(surroundings),
      StartConfigRulesEvaluation: startConfigRulesEvaluation(surroundings),
      StartRemediationExecution: startRemediationExecution(surroundings),
    },
  };
}
