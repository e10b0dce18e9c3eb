import { annotate } from './annotation';
import type { Evaluation, EvaluationKey, ResourceKey, StoredResult } from './evaluation';
import type { Invocation } from './invocation';
import type { Assessment, Outcome } from './outcome';
import { rootEvaluation } from './root';
import type { RuleParameters } from './rule-parameters';

/** The results of the rule that AWS Config has, by `resultKey`. */
export type StoredResults = ReadonlyMap<string, StoredResult>;

export function resultKey({ resourceType, resourceId }: ResourceKey): string {
  return `${resourceType} ${resourceId}`;
}

/**
 * Turns an assessment into the evaluations to submit: one for each user judged and for the root user, and
 * NOT_APPLICABLE for stored results whose user is gone or which the policy no longer covers. With `report: changes`
 * only those that differ from what AWS Config holds.
 *
 * @param stored absent where AWS Config's results could not be read: then nobody is made gone and everything is sent.
 */
export function toEvaluations(
  assessment: Assessment,
  parameters: RuleParameters,
  { accountId, orderingTimestamp }: Pick<Invocation, 'accountId' | 'orderingTimestamp'>,
  stored?: StoredResults,
): readonly Evaluation[] {
  const evaluations = [
    ...assessment.outcomes.flatMap((outcome) => userEvaluation(outcome, parameters)),
    ...(assessment.root === undefined ? [] : [rootEvaluation(accountId, assessment.root)]),
    ...(stored === undefined ? [] : obsolete(stored, assessment, parameters)),
  ];
  if (stored === undefined) return evaluations;
  return evaluations.filter((evaluation) => {
    const result = stored.get(resultKey(evaluation));
    // An earlier delivery of the same event has stored this very result.
    if (result?.orderingTimestamp === orderingTimestamp.getTime() && equal(result, evaluation)) return false;
    return parameters.report === 'all' || !equal(result, evaluation);
  });
}

function userEvaluation(outcome: Outcome, parameters: RuleParameters): readonly Evaluation[] {
  if (outcome.status !== 'judged') return [];
  const { user, verdict } = outcome;
  return [
    {
      ...userKey(user.userId),
      compliance: verdict.compliance,
      annotation: annotate(user.userName, verdict, parameters),
    },
  ];
}

export function userKey(userId: string): EvaluationKey {
  return { resourceType: 'AWS::IAM::User', resourceId: userId };
}

function obsolete(
  stored: StoredResults,
  assessment: Assessment,
  parameters: RuleParameters,
): readonly Evaluation[] {
  const { listedAtTheEnd } = assessment;
  return [...stored.values()].flatMap(({ resourceType, resourceId }): readonly Evaluation[] => {
    if (resourceType === 'AWS::IAM::User' && listedAtTheEnd?.has(resourceId) === false) {
      const annotation = 'The user no longer exists.';
      return [{ resourceType, resourceId, compliance: 'NOT_APPLICABLE', annotation }];
    }
    if (resourceType === 'AWS::::Account' && !parameters.includeRoot) {
      const annotation = 'The root user is no longer evaluated: includeRoot is not true.';
      return [{ resourceType, resourceId, compliance: 'NOT_APPLICABLE', annotation }];
    }
    return [];
  });
}

/** A result that AWS Config does not hold counts as NOT_APPLICABLE. */
function equal(result: StoredResult | undefined, evaluation: Evaluation): boolean {
  if (result === undefined) return evaluation.compliance === 'NOT_APPLICABLE';
  return result.compliance === evaluation.compliance && result.annotation === evaluation.annotation;
}
