import { Stack } from 'aws-cdk-lib';
import type { IGroup } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { RuleParameters } from '../rule/core/rule-parameters';
import type { Permission } from './rule-policy';

/**
 * What the remediation's Lambda may do: judge any user as the rule does, and add users to the one group. It cannot take
 * anybody out of the group, nor change anything else of a user.
 */
export function remediationPermissions(
  { exemptionTag }: RuleParameters,
  group: IGroup,
  logGroup: ILogGroup,
): readonly Permission[] {
  const user = Stack.of(logGroup).formatArn({
    service: 'iam',
    region: '',
    resource: 'user',
    resourceName: '*',
  });
  return [
    {
      sid: 'ListUsers',
      actions: ['iam:ListUsers'],
      resources: ['*'],
      wildcard: 'IAM knows no resources for this action, and no other that finds a user by id.',
    },
    {
      sid: 'ReadUsers',
      actions: [
        'iam:GetLoginProfile',
        'iam:GetUser',
        'iam:ListGroupsForUser',
        'iam:ListMFADevices',
        ...(exemptionTag === undefined ? [] : ['iam:ListUserTags']),
      ],
      resources: [user],
      wildcard: 'Any user of the account may turn out to be NON_COMPLIANT.',
    },
    {
      sid: 'AddUserToGroup',
      actions: ['iam:AddUserToGroup'],
      resources: [group.groupArn],
    },
    {
      sid: 'WriteLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    },
  ];
}
