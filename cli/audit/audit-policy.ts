import { DEFAULT_PARAMETERS, type RuleParameters } from '../../rule/core/rule-parameters';
import type { Grant, PolicyDocument } from '../../rule/policies/policy-document';

/** A policy that only allows. */
export interface GrantingPolicy extends PolicyDocument {
  readonly Statement: readonly Grant[];
}

/** Parameters that ask for all that any can ask for: those of a rule are not known before it is read. */
export const EVERY_PARAMETER: RuleParameters = {
  ...DEFAULT_PARAMETERS,
  exemptGroups: ['*'],
  exemptionTag: '*',
  includeRoot: true,
};

/** Reads the parameters of a deployed rule, and the names that there are where it is not found. */
export const READ_RULE: Grant = allow('ReadRule', ['config:DescribeConfigRules'], ['*']);

/**
 * What an audit with these parameters may have to call, each on the narrowest resource that the service authorization
 * reference knows for it
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html).
 * sts:GetCallerIdentity needs no permission.
 *
 * @param accountId `*` where the account is not known.
 */
export function auditPolicy(parameters: RuleParameters, partition: string, accountId = '*'): GrantingPolicy {
  const { exemptGroups, exemptionTag, includeRoot } = parameters;
  const arn = (resource: string) => `arn:${partition}:iam::${accountId}:${resource}`;
  const tags = exemptionTag === undefined ? [] : ['iam:ListUserTags'];
  return {
    Version: '2012-10-17',
    Statement: [
      allow('ListUsers', ['iam:ListUsers', 'iam:ListVirtualMFADevices'], ['*']),
      allow('ReadUsers', ['iam:GetLoginProfile', 'iam:ListMFADevices', ...tags], [arn('user/*')]),
      ...(exemptGroups.length === 0
        ? []
        : [
            allow(
              'ReadExemptGroups',
              ['iam:GetGroup'],
              exemptGroups.flatMap((name) => groupResources(name).map(arn)),
            ),
          ]),
      ...(includeRoot ? [allow('ReadRootUser', ['iam:GetAccountSummary'], ['*'])] : []),
    ],
  };
}

function allow(Sid: string, Action: readonly string[], Resource: readonly string[]): Grant {
  return { Sid, Effect: 'Allow', Action, Resource };
}

/** A group's ARN holds its path, which its name does not tell. */
export function groupResources(name: string): readonly string[] {
  return name === '*' ? ['group/*'] : [`group/${name}`, `group/*/${name}`];
}
