import {
  type ConfigServiceClient,
  GetComplianceDetailsByConfigRuleCommand,
  PutEvaluationsCommand,
} from '@aws-sdk/client-config-service';
import { callAws, member } from '../rule/aws/call';
import type { StoredResult } from '../rule/core/evaluation';
import type { ConfigApi } from './ports';

/** AWS Config's largest page (API_GetComplianceDetailsByConfigRule, Limit). */
const Limit = 100;

/** AWS Config by the AWS SDK: one call each, answers taken strictly. */
export function configApi(client: ConfigServiceClient): ConfigApi {
  return {
    listResults: (ConfigRuleName, NextToken, timeoutMs) =>
      callAws(
        'config:GetComplianceDetailsByConfigRule',
        timeoutMs,
        (options) =>
          client.send(
            new GetComplianceDetailsByConfigRuleCommand({
              ConfigRuleName,
              ComplianceTypes: ['COMPLIANT', 'NON_COMPLIANT'],
              Limit,
              NextToken,
            }),
            options,
          ),
        (output) => ({
          items: member(output.EvaluationResults, 'EvaluationResults').map((result): StoredResult => {
            const identifier = member(result.EvaluationResultIdentifier, 'EvaluationResultIdentifier');
            const qualifier = member(identifier.EvaluationResultQualifier, 'EvaluationResultQualifier');
            return {
              resourceType: member(qualifier.ResourceType, 'ResourceType'),
              resourceId: member(qualifier.ResourceId, 'ResourceId'),
              compliance:
                member(result.ComplianceType, 'ComplianceType') === 'COMPLIANT'
                  ? 'COMPLIANT'
                  : 'NON_COMPLIANT',
              annotation: result.Annotation,
              orderingTimestamp: member(identifier.OrderingTimestamp, 'OrderingTimestamp').getTime(),
            };
          }),
          ...(output.NextToken && { next: output.NextToken }),
        }),
      ),

    putEvaluations: ({ evaluations, orderingTimestamp, resultToken, testMode }, timeoutMs) =>
      callAws(
        'config:PutEvaluations',
        timeoutMs,
        (options) =>
          client.send(
            new PutEvaluationsCommand({
              Evaluations: evaluations.map((evaluation) => ({
                ComplianceResourceType: evaluation.resourceType,
                ComplianceResourceId: evaluation.resourceId,
                ComplianceType: evaluation.compliance,
                Annotation: evaluation.annotation,
                OrderingTimestamp: orderingTimestamp,
              })),
              ResultToken: resultToken,
              ...(testMode && { TestMode: true }),
            }),
            options,
          ),
        (output) =>
          (output.FailedEvaluations ?? []).map((failed) => ({
            resourceType: failed.ComplianceResourceType ?? '',
            resourceId: failed.ComplianceResourceId ?? '',
          })),
      ),
  };
}
