import type { GrantingPolicy } from '../audit/audit-policy';
import { groupResources } from '../audit/audit-policy';

/**
 * What a rehearsal of the event history may have to call. cloudtrail:LookupEvents has no resources, and
 * sts:GetCallerIdentity needs no permission
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html).
 */
export function rehearsalPolicy(partition: string, groups: readonly string[]): GrantingPolicy {
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'ReadEventHistory', Effect: 'Allow', Action: ['cloudtrail:LookupEvents'], Resource: ['*'] },
      ...(groups.length === 0
        ? []
        : [
            {
              Sid: 'ReadGroups',
              Effect: 'Allow',
              Action: ['iam:GetGroup'],
              Resource: groups.flatMap((name) =>
                groupResources(name).map((resource) => `arn:${partition}:iam::*:${resource}`),
              ),
            } as const,
          ]),
    ],
  };
}
