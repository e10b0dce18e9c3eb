import {
  type ConfigServiceClient,
  paginateGetComplianceDetailsByConfigRule,
} from '@aws-sdk/client-config-service';

/** A result that AWS Config shows. */
export interface Result {
  readonly compliance: string;
  readonly annotation: string;
  readonly orderingTimestamp: Date;
  readonly recordedTime: Date;
}

/** The results of a rule by the type and ID of the resource. */
export type Results = ReadonlyMap<string, Result>;

export const userResult = (userId: string): string => `AWS::IAM::User ${userId}`;
export const rootResult = (accountId: string): string => `AWS::::Account ${accountId}`;

export async function readResults(client: ConfigServiceClient, ruleName: string): Promise<Results> {
  const results = new Map<string, Result>();
  const input = { ConfigRuleName: ruleName, Limit: 100 };
  for await (const page of paginateGetComplianceDetailsByConfigRule({ client }, input)) {
    for (const result of page.EvaluationResults ?? []) {
      const { EvaluationResultQualifier, OrderingTimestamp } = result.EvaluationResultIdentifier ?? {};
      const { ResourceType, ResourceId } = EvaluationResultQualifier ?? {};
      results.set(`${ResourceType} ${ResourceId}`, {
        compliance: result.ComplianceType ?? '',
        annotation: result.Annotation ?? '',
        orderingTimestamp: OrderingTimestamp ?? new Date(0),
        recordedTime: result.ResultRecordedTime ?? new Date(0),
      });
    }
  }
  return results;
}
