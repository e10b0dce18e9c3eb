import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { Match } from 'aws-cdk-lib/aws-events';
import type { RuleParameters } from '../rule/core/rule-parameters';

/**
 * The actions of IAM after which a user's verdict may be another under these parameters.
 *
 * Left out on purpose, since no verdict follows from them: `UpdateLoginProfile` and `ChangePassword` (there is a
 * password before and after, created when it was), `CreateVirtualMFADevice` and `DeleteVirtualMFADevice` (an unassigned
 * device), `ResyncMFADevice`, and `CreateGroup` and `DeleteGroup` (a group without members).
 */
export function iamActions(parameters: RuleParameters): readonly string[] {
  const { exemptUsers, exemptPaths, exemptGroups, exemptionTag } = parameters;
  return [
    ...['CreateUser', 'DeleteUser'],
    ...['CreateLoginProfile', 'DeleteLoginProfile'],
    ...['EnableMFADevice', 'DeactivateMFADevice'],
    // It gives a user another name or path.
    ...(exemptUsers.length > 0 || exemptPaths.length > 0 ? ['UpdateUser'] : []),
    // UpdateGroup gives a group another name.
    ...(exemptGroups.length > 0 ? ['AddUserToGroup', 'RemoveUserFromGroup', 'UpdateGroup'] : []),
    ...(exemptionTag === undefined ? [] : ['TagUser', 'UntagUser']),
  ];
}

/**
 * The events of these actions, as CloudTrail hands them to EventBridge; a call that failed has changed nothing.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export function iamEventPattern(actions: readonly string[]): EventPattern {
  return {
    source: ['aws.iam'],
    detailType: ['AWS API Call via CloudTrail'],
    detail: {
      eventSource: ['iam.amazonaws.com'],
      eventName: [...actions],
      errorCode: Match.doesNotExist(),
    },
  };
}
