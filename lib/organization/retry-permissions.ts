import type { Stack } from 'aws-cdk-lib';
import type { Permission } from '../rule-policy';
import type { OrganizationProps } from './organization-settings';

/**
 * What the daily call takes: CreateStackInstances of the one stack set, for its accounts, with the types of resources in
 * its template. AWS does not say which of these it checks when.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html
 */
export function retryPermissions(
  { partition, region, account }: Stack,
  stackSetName: string,
  { delegatedAdmin }: OrganizationProps,
): readonly Permission[] {
  // "StackSets with service-managed permissions are created in the management account", which a delegated
  // administrator's stack does not know.
  const owner = delegatedAdmin === true ? '*' : account;
  const arn = (place: string, resource: string) => `arn:${partition}:cloudformation:${place}:${resource}`;
  return [
    {
      sid: 'RetryStackSet',
      actions: ['cloudformation:CreateStackInstances'],
      resources: [
        arn(`${region}:${owner}`, `stackset/${stackSetName}:*`),
        arn(`*:${owner}`, `stackset-target/${stackSetName}:*`),
        arn('*:*', 'type/resource/AWS-*'),
      ],
      wildcard:
        'One stack set, whose id is not known before it is made, in its accounts, which come and go; of its resources, ' +
        "whose types are AWS's.",
    },
    ...(delegatedAdmin === true
      ? [
          {
            sid: 'ActAsDelegatedAdministrator',
            actions: ['organizations:ListDelegatedAdministrators'],
            resources: ['*'],
            wildcard: 'AWS Organizations knows no resources for this action.',
          },
        ]
      : []),
  ];
}
