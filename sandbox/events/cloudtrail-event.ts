import type { Account } from '../account/account';
import type { Ids } from '../account/ids';
import type { RecordedEvent } from '../cloudtrail/event-history';
import { type AwsEvent, awsEvent } from './aws-event';

/**
 * The event that CloudTrail hands to EventBridge for a call to IAM that was to change something; undefined for others,
 * which no rule of the sandbox's matches.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export function cloudTrailEvent(
  recorded: RecordedEvent,
  account: Account,
  ids: Ids,
  now: Date,
): AwsEvent | undefined {
  const { eventSource, readOnly } = recorded.event;
  if (eventSource !== 'iam.amazonaws.com' || readOnly) return undefined;
  return awsEvent(account, ids, now, {
    source: 'aws.iam',
    'detail-type': 'AWS API Call via CloudTrail',
    detail: { ...recorded.record },
  });
}
