import type { Account } from '../account/account';
import { ruleArn } from '../account/config-rules';
import type { Compliance } from '../account/evaluation-result';
import type { Ids } from '../account/ids';
import type { TimelineEntry } from '../account/timeline';
import { type AwsEvent, awsEvent } from './aws-event';

/**
 * The event of AWS Config for an evaluation that says something else than the one before; undefined for others.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/example-config-rule-compliance-notification.html
 */
export function complianceChangeEvent(
  entry: TimelineEntry,
  account: Account,
  ids: Ids,
  now: Date,
): AwsEvent | undefined {
  const { compliance, previousCompliance, configRuleName, resourceType, resourceId } = entry;
  if (compliance === previousCompliance) return undefined;
  const rule = account.config.rules.byKey(configRuleName);
  return awsEvent(account, ids, now, {
    source: 'aws.config',
    'detail-type': 'Config Rules Compliance Change',
    detail: {
      resourceId,
      awsRegion: account.region,
      awsAccountId: account.accountId,
      configRuleName,
      recordVersion: '1.0',
      configRuleARN: rule?.configRuleArn ?? ruleArn(account, configRuleName),
      messageType: 'ComplianceChangeNotification',
      newEvaluationResult: {
        ...result(entry, compliance),
        resultRecordedTime: entry.resultRecordedTime.toISOString(),
        configRuleInvokedTime: entry.configRuleInvokedTime.toISOString(),
        ...(entry.annotation !== undefined && { annotation: entry.annotation }),
      },
      // A resource that AWS Config held no result of has none.
      ...(previousCompliance !== 'NOT_APPLICABLE' && {
        oldEvaluationResult: result(entry, previousCompliance),
      }),
      notificationCreationTime: now.toISOString(),
      resourceType,
    },
  });
}

function result({ configRuleName, resourceType, resourceId }: TimelineEntry, complianceType: Compliance) {
  return {
    evaluationResultIdentifier: {
      evaluationResultQualifier: { configRuleName, resourceType, resourceId },
    },
    complianceType,
  };
}
