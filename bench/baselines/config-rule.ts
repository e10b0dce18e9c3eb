import { ConfigServiceClient, type Evaluation, PutEvaluationsCommand } from '@aws-sdk/client-config-service';

/** What a custom rule's function is invoked with. */
export interface ConfigRuleEvent {
  /** JSON. */
  readonly invokingEvent: string;
  readonly resultToken: string;
}

const BATCH = 100;
const config = new ConfigServiceClient({});

/** A user's evaluation, by the one question that all the baselines answer. */
export function evaluationOf(
  userId: string,
  compliant: boolean,
  { invokingEvent }: ConfigRuleEvent,
): Evaluation {
  return {
    ComplianceResourceType: 'AWS::IAM::User',
    ComplianceResourceId: userId,
    ComplianceType: compliant ? 'COMPLIANT' : 'NON_COMPLIANT',
    OrderingTimestamp: new Date(JSON.parse(invokingEvent).notificationCreationTime),
  };
}

/** Submits evaluations, one batch after the other. */
export async function putEvaluations(
  evaluations: readonly Evaluation[],
  { resultToken }: ConfigRuleEvent,
): Promise<void> {
  for (let at = 0; at < evaluations.length; at += BATCH) {
    const Evaluations = evaluations.slice(at, at + BATCH);
    await config.send(new PutEvaluationsCommand({ Evaluations, ResultToken: resultToken }));
  }
}
