import type { ConfigRule } from './config-rule';
import type { ConfigState } from './config-state';
import { type Evaluation, type EvaluationResult, resultKey } from './evaluation-result';
import { appendToTimeline, type TimelineEntry } from './timeline';

/**
 * Stores an evaluation, unless the stored one answers a later notification. NOT_APPLICABLE takes the resource out of
 * the rule's results: it stays here, unseen, so that a late evaluation cannot bring it back.
 *
 * @returns what was stored; undefined if nothing was
 */
export function recordEvaluation(
  config: ConfigState,
  rule: ConfigRule,
  evaluation: Evaluation,
  invokedTime: Date,
  now: Date,
): TimelineEntry | undefined {
  const results = config.results.get(rule.configRuleId);
  const previous = results?.byKey(resultKey(evaluation));
  if (previous !== undefined && previous.orderingTimestamp > evaluation.orderingTimestamp) return undefined;
  const result = { ...evaluation, configRuleInvokedTime: invokedTime, resultRecordedTime: now };
  results?.put(result);
  const entry: TimelineEntry = {
    ...result,
    configRuleName: rule.configRuleName,
    previousCompliance: previous?.compliance ?? 'NOT_APPLICABLE',
  };
  appendToTimeline(config.timeline, entry);
  return entry;
}

/** Whether AWS Config shows a result. */
export function isShown({ compliance }: EvaluationResult): boolean {
  return compliance !== 'NOT_APPLICABLE';
}

/** The results that AWS Config shows for a rule, in the order of their resources. */
export function shownResults(config: ConfigState, rule: ConfigRule): readonly EvaluationResult[] {
  return [...(config.results.get(rule.configRuleId) ?? [])].filter(isShown);
}

export type RuleCompliance =
  | { readonly type: 'COMPLIANT' | 'INSUFFICIENT_DATA' }
  | { readonly type: 'NON_COMPLIANT'; readonly nonCompliantResources: number };

/**
 * A rule without results, or whose results are all NOT_APPLICABLE, is INSUFFICIENT_DATA.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeComplianceByConfigRule.html
 */
export function complianceOf(config: ConfigState, rule: ConfigRule): RuleCompliance {
  const results = shownResults(config, rule);
  const nonCompliantResources = results.filter(({ compliance }) => compliance === 'NON_COMPLIANT').length;
  if (nonCompliantResources > 0) return { type: 'NON_COMPLIANT', nonCompliantResources };
  return { type: results.length > 0 ? 'COMPLIANT' : 'INSUFFICIENT_DATA' };
}
