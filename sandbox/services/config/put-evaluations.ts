import type {
  Evaluation as EvaluationShape,
  PutEvaluationsRequest,
  PutEvaluationsResponse,
} from '@aws-sdk/client-config-service';
import type { Account } from '../../account/account';
import type { ConfigRule } from '../../account/config-rule';
import { updateRule } from '../../account/config-rules';
import type { ResultToken } from '../../account/config-state';
import type { Compliance, Evaluation } from '../../account/evaluation-result';
import { recordEvaluation } from '../../account/evaluation-results';
import { knownResultToken } from '../../account/result-tokens';
import type { Action } from '../../service';
import type { ConfigHooks } from './config-hooks';
import { configError, invalidParameter } from './errors';

/**
 * Stores what a rule's function found. In test mode nothing is stored and any token will do.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutEvaluations.html
 */
export function putEvaluations({
  refuses,
  recorded,
}: ConfigHooks): Action<PutEvaluationsRequest, PutEvaluationsResponse> {
  return {
    resources: () => ['*'],
    run({ Evaluations = [], ResultToken, TestMode }, { account, now }) {
      const submitted = Evaluations.map((shape) => ({ shape, evaluation: toEvaluation(shape) }));
      if (TestMode === true) return { FailedEvaluations: [] };
      const { rule, invokedTime } = redeem(account, ResultToken, now);
      const failed = submitted.filter(({ evaluation }) => refuses(evaluation));
      for (const item of submitted) {
        if (failed.includes(item)) continue;
        const entry = recordEvaluation(account.config, rule, item.evaluation, invokedTime, now);
        if (entry !== undefined) recorded?.(entry);
      }
      if (failed.length === 0) updateRule(account.config, rule, { evaluatedTime: now });
      return { FailedEvaluations: failed.map(({ shape }) => shape) };
    },
  };
}

function redeem(
  account: Account,
  token: string | undefined,
  now: Date,
): { readonly rule: ConfigRule } & Pick<ResultToken, 'invokedTime'> {
  const known = knownResultToken(account.config, token ?? '', now);
  if (known === undefined) {
    throw configError('InvalidResultTokenException', 'The resultToken provided is invalid.');
  }
  const rule = account.config.rules.byId(known.configRuleId);
  if (rule === undefined) {
    throw configError('NoSuchConfigRuleException', 'The ConfigRule of the resultToken does not exist.');
  }
  return { rule, invokedTime: known.invokedTime };
}

function toEvaluation(shape: EvaluationShape): Evaluation {
  const { ComplianceResourceType, ComplianceResourceId, ComplianceType, OrderingTimestamp } = shape;
  if (
    ComplianceResourceType === undefined ||
    ComplianceResourceId === undefined ||
    OrderingTimestamp === undefined
  ) {
    throw invalidParameter('An evaluation needs a resource type, a resource id and an ordering timestamp.');
  }
  return {
    resourceType: ComplianceResourceType,
    resourceId: ComplianceResourceId,
    compliance: toCompliance(ComplianceType),
    annotation: shape.Annotation,
    orderingTimestamp: OrderingTimestamp,
  };
}

function toCompliance(complianceType: EvaluationShape['ComplianceType']): Compliance {
  if (complianceType === 'COMPLIANT' || complianceType === 'NON_COMPLIANT') return complianceType;
  if (complianceType === 'NOT_APPLICABLE') return complianceType;
  throw invalidParameter(`The compliance type ${complianceType} is not supported for an evaluation.`);
}
