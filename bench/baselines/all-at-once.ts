import { type ConfigRuleEvent, evaluationOf, putEvaluations } from './config-rule';
import { isCompliant, listUsers } from './iam-users';

/** The same calls, with every user asked about at once. */
export async function handler(event: ConfigRuleEvent): Promise<void> {
  const users = await listUsers();
  const evaluations = await Promise.all(
    users.map(async (user) => evaluationOf(user.UserId ?? '', await isCompliant(user), event)),
  );
  await putEvaluations(evaluations, event);
}
