/** Some of the policies that AWS manages, by the end of their ARNs, with the statements AWS gives them. */
const STATEMENTS: ReadonlyMap<string, readonly object[]> = new Map([
  ['AdministratorAccess', [{ Effect: 'Allow', Action: '*', Resource: '*' }]],
  [
    'PowerUserAccess',
    [
      { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: [
          'account:GetAccountInformation',
          'account:GetPrimaryEmail',
          'account:ListRegions',
          'iam:CreateServiceLinkedRole',
          'iam:DeleteServiceLinkedRole',
          'iam:ListRoles',
          'organizations:DescribeOrganization',
        ],
        Resource: '*',
      },
    ],
  ],
  ['IAMFullAccess', [{ Effect: 'Allow', Action: ['iam:*'], Resource: '*' }]],
  [
    'IAMReadOnlyAccess',
    [
      {
        Effect: 'Allow',
        Action: [
          'iam:GenerateCredentialReport',
          'iam:Get*',
          'iam:List*',
          'iam:SimulateCustomPolicy',
          'iam:SimulatePrincipalPolicy',
        ],
        Resource: '*',
      },
    ],
  ],
  [
    'IAMUserChangePassword',
    [
      { Effect: 'Allow', Action: ['iam:ChangePassword'], Resource: [`arn:aws:iam::*:user/\${aws:username}`] },
      { Effect: 'Allow', Action: ['iam:GetAccountPasswordPolicy'], Resource: '*' },
    ],
  ],
  [
    'SignInLocalDevelopmentAccess',
    [
      {
        Effect: 'Allow',
        Action: ['signin:AuthorizeOAuth2Access', 'signin:CreateOAuth2Token'],
        Resource: '*',
      },
    ],
  ],
  [
    'service-role/AWSLambdaBasicExecutionRole',
    [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: '*',
      },
    ],
  ],
  [
    'service-role/AWSConfigRulesExecutionRole',
    [
      { Effect: 'Allow', Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::*/AWSLogs/*/Config/*' },
      {
        Effect: 'Allow',
        Action: [
          'config:Put*',
          'config:Get*',
          'config:List*',
          'config:Describe*',
          'config:BatchGet*',
          'config:Select*',
        ],
        Resource: '*',
      },
    ],
  ],
]);

export interface AwsManagedPolicy {
  readonly arn: string;
  readonly policyName: string;
  readonly path: string;
  /** JSON. */
  readonly document: string;
}

/** Undefined for an ARN that is not of such a policy. */
export function awsManagedPolicy(policyArn: string): AwsManagedPolicy | undefined {
  const [, name] = /^arn:[\w-]+:iam::aws:policy\/(.+)$/.exec(policyArn) ?? [];
  const statements = name === undefined ? undefined : STATEMENTS.get(name);
  if (name === undefined || statements === undefined) return undefined;
  const slash = name.lastIndexOf('/') + 1;
  return {
    arn: policyArn,
    policyName: name.slice(slash),
    path: `/${name.slice(0, slash)}`,
    document: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
  };
}

export function awsManagedPolicies(partition: string): readonly AwsManagedPolicy[] {
  return [...STATEMENTS.keys()].flatMap(
    (name) => awsManagedPolicy(`arn:${partition}:iam::aws:policy/${name}`) ?? [],
  );
}
