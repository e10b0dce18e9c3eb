import type { Evaluation } from '@aws-sdk/client-config-service';
import { type ConfigRuleEvent, evaluationOf, putEvaluations } from './config-rule';
import { isCompliant, listUsers } from './iam-users';

/** The rule as most samples write it: ListUsers, then up to two calls for each user, one after the other. */
export async function handler(event: ConfigRuleEvent): Promise<void> {
  const evaluations: Evaluation[] = [];
  for (const user of await listUsers()) {
    evaluations.push(evaluationOf(user.UserId ?? '', await isCompliant(user), event));
  }
  await putEvaluations(evaluations, event);
}
