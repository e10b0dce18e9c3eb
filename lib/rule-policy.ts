import type { Acknowledgment } from 'aws-cdk-lib';
import { Stack, Token } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { RuleParameters } from '../rule/core/rule-parameters';

/** One statement of the role's policy. */
export interface Permission {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Why a resource holds a `*`. */
  readonly wildcard?: string;
}

const NO_RESOURCES = 'IAM and AWS Config know no resources for these actions.';

/**
 * What the rule's Lambda may do: exactly the calls that these parameters make it send, each on the narrowest resource
 * that the service authorization reference knows for it
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html and
 * list_awsconfig.html).
 */
export function rulePermissions(parameters: RuleParameters, logGroup: ILogGroup): readonly Permission[] {
  const { exemptGroups, exemptionTag, includeRoot } = parameters;
  const stack = Stack.of(logGroup);
  return [
    {
      sid: 'ListUsers',
      actions: ['iam:ListUsers', 'iam:ListVirtualMFADevices'],
      resources: ['*'],
      wildcard: NO_RESOURCES,
    },
    {
      sid: 'ReadUsers',
      actions: [
        'iam:GetLoginProfile',
        'iam:ListMFADevices',
        ...(exemptionTag === undefined ? [] : ['iam:ListUserTags']),
      ],
      resources: [stack.formatArn({ service: 'iam', region: '', resource: 'user', resourceName: '*' })],
      wildcard: 'The rule judges every user of the account.',
    },
    ...(exemptGroups.length === 0 ? [] : [readGroups(stack, exemptGroups)]),
    ...(includeRoot ? [READ_ROOT_USER] : []),
    {
      sid: 'SubmitEvaluations',
      actions: ['config:PutEvaluations'],
      resources: ['*'],
      wildcard: NO_RESOURCES,
    },
    {
      sid: 'ReadOwnResults',
      actions: ['config:GetComplianceDetailsByConfigRule'],
      resources: [stack.formatArn({ service: 'config', resource: 'config-rule', resourceName: '*' })],
      wildcard: "The rule's own ARN would be circular: the rule needs the function, which needs its role.",
    },
    {
      sid: 'WriteLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    },
  ];
}

const READ_ROOT_USER: Permission = {
  sid: 'ReadRootUser',
  actions: ['iam:GetAccountSummary'],
  resources: ['*'],
  wildcard: NO_RESOURCES,
};

/** Past this many groups their ARNs would not fit IAM's 10,240 characters for a role's inline policies. */
const MOST_GROUPS_BY_NAME = 40;

function readGroups(stack: Stack, names: readonly string[]): Permission {
  const resources = names.flatMap((name) => [name, `*/${name}`]);
  return {
    sid: 'ReadExemptGroups',
    actions: ['iam:GetGroup'],
    resources: (names.length > MOST_GROUPS_BY_NAME ? ['*'] : resources).map((resourceName) =>
      stack.formatArn({ service: 'iam', region: '', resource: 'group', resourceName }),
    ),
    wildcard: "A group's ARN holds its path, which its name does not tell.",
  };
}

export function policyDocument(permissions: readonly Permission[]): PolicyDocument {
  return new PolicyDocument({ statements: policyStatements(permissions) });
}

export function policyStatements(permissions: readonly Permission[]): PolicyStatement[] {
  return permissions.map(
    ({ sid, actions, resources }) =>
      new PolicyStatement({ sid, actions: [...actions], resources: [...resources] }),
  );
}

/** The reason for each `*`, as cdk-nag's rule AwsSolutions-IAM5 asks for it. */
export function wildcardAcknowledgments(
  stack: Stack,
  permissions: readonly Permission[],
): readonly Acknowledgment[] {
  return permissions.flatMap(({ resources, wildcard: reason }) =>
    reason === undefined
      ? []
      : resources
          .filter((resource) => resource.includes('*'))
          .map((resource) => ({ id: `AwsSolutions-IAM5[Resource::${finding(stack, resource)}]`, reason })),
  );
}

/** A resource as cdk-nag writes it in a finding's id: what only the deployment knows is in angle brackets. */
function finding(stack: Stack, resource: string): string {
  const pseudoParameters = [
    [stack.partition, '<AWS::Partition>'],
    [stack.region, '<AWS::Region>'],
    [stack.account, '<AWS::AccountId>'],
  ] as const;
  return pseudoParameters
    .filter(([value]) => Token.isUnresolved(value))
    .reduce((text, [value, name]) => text.replaceAll(value, name), resource);
}
