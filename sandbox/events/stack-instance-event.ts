import type { Account } from '../account/account';
import type { Ids } from '../account/ids';
import type { StackInstanceChange } from '../organization/deployed-stack-set';
import { type AwsEvent, awsEvent } from './aws-event';

/**
 * The event of CloudFormation for a stack instance whose status has changed, in the account of the stack set. It names
 * the account of the instance in the stack's ARN alone.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stackset-stack-instance-status-change.html
 */
export function stackInstanceEvent(
  { stackSetArn, action, instance }: StackInstanceChange,
  account: Account,
  ids: Ids,
  now: Date,
): AwsEvent {
  const { stackId, status, detailedStatus, statusReason } = instance;
  return awsEvent(account, ids, now, {
    source: 'aws.cloudformation',
    'detail-type': 'CloudFormation StackSet StackInstance Status Change',
    resources: [stackSetArn],
    detail: {
      'stack-set-arn': stackSetArn,
      'stack-id': stackId,
      action,
      'status-details': {
        status,
        'status-reason': statusReason ?? '',
        'detailed-status': detailedStatus,
      },
    },
  });
}
