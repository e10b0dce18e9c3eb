import { annotate } from '../../rule/core/annotation';
import type { ConsoleMfaError } from '../../rule/core/errors';
import type { ListedUser } from '../../rule/core/known-user';
import type { Assessment, Outcome } from '../../rule/core/outcome';
import { rootEvaluation } from '../../rule/core/root';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import type { Identity } from '../aws/account-access';
import { ROOT_NAME, type Row } from './report';

/** One row for each user that is there, by name, and before them one for the root user where the policy asks for it. */
export function rowsOf(
  assessment: Assessment,
  identity: Identity,
  parameters: RuleParameters,
): readonly Row[] {
  const rows = assessment.outcomes.flatMap((outcome) => userRow(outcome, identity, parameters));
  const byName = rows.sort((a, b) => (a.userName < b.userName ? -1 : a.userName > b.userName ? 1 : 0));
  return parameters.includeRoot ? [rootRow(assessment, identity), ...byName] : byName;
}

/** A user who was deleted meanwhile has no row. No audit has an outcome that an earlier delivery settled. */
function userRow(outcome: Outcome, identity: Identity, parameters: RuleParameters): readonly Row[] {
  const resource = resourceOf(outcome.user, identity);
  switch (outcome.status) {
    case 'judged': {
      const { user, verdict } = outcome;
      const annotation = annotate(user.userName, verdict, parameters);
      const { devices } = user;
      return [{ ...resource, result: verdict, ...(devices !== undefined && { devices }), annotation }];
    }
    case 'withheld':
      return [{ ...resource, ...unread(outcome.error) }];
    case 'gone':
    case 'settled':
      return [];
  }
}

function resourceOf({ userId, userName, path }: ListedUser, { partition, accountId }: Identity) {
  const arn = `arn:${partition}:iam::${accountId}:user${path}${userName}`;
  return { accountId, resourceType: 'AWS::IAM::User', userName, userId, path, arn } as const;
}

function rootRow({ root, problems }: Assessment, { partition, accountId }: Identity): Row {
  const resource = {
    accountId,
    resourceType: 'AWS::::Account',
    userName: ROOT_NAME,
    userId: accountId,
    path: '/',
    arn: `arn:${partition}:iam::${accountId}:root`,
  } as const;
  if (root !== undefined) {
    return { ...resource, result: root, annotation: rootEvaluation(accountId, root).annotation };
  }
  // The flow names the root user's problem last, and one that stopped it before the root user is the only one.
  const problem = problems.at(-1);
  if (problem === undefined) throw new Error('the root user has neither a verdict nor a problem');
  return { ...resource, ...unread(problem) };
}

function unread(error: ConsoleMfaError): Pick<Row, 'result' | 'annotation'> {
  return { result: { compliance: null, reason: 'unread', error }, annotation: error.message };
}
