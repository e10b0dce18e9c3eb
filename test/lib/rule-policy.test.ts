import type { ConsoleMfaRuleProps } from '../../lib';
import { propertiesOf, templateOf } from '../support/templates';

const IAM = ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }] as const;

function iamArn(resource: string): unknown {
  return { 'Fn::Join': ['', [...IAM, `:${resource}`]] };
}

/** The statements of the role as [actions, resources], each statement once. */
function statementsOf(props: ConsoleMfaRuleProps): readonly unknown[] {
  const role = JSON.parse(JSON.stringify(propertiesOf(templateOf(props), 'AWS::IAM::Role')));
  expect(role.ManagedPolicyArns).toBeUndefined();
  expect(role.Policies).toHaveLength(1);
  const statements: readonly Record<string, unknown>[] = role.Policies[0].PolicyDocument.Statement;
  return statements.map(({ Effect, Action, Resource, Condition }) => {
    expect([Effect, Condition]).toEqual(['Allow', undefined]);
    return [Action, Resource];
  });
}

const LIST = [['iam:ListUsers', 'iam:ListVirtualMFADevices'], '*'];
const READ = [['iam:GetLoginProfile', 'iam:ListMFADevices'], iamArn('user/*')];
const CONFIG_AND_LOG = [
  ['config:PutEvaluations', '*'],
  [
    'config:GetComplianceDetailsByConfigRule',
    {
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          ':config:',
          { Ref: 'AWS::Region' },
          ':',
          { Ref: 'AWS::AccountId' },
          ':config-rule/*',
        ],
      ],
    },
  ],
  [
    ['logs:CreateLogStream', 'logs:PutLogEvents'],
    { 'Fn::GetAtt': [expect.stringMatching(/^RuleLog/), 'Arn'] },
  ],
];

describe("the role's policy allows", () => {
  test('what the rule needs by default, and nothing else', () => {
    expect(statementsOf({})).toEqual([LIST, READ, ...CONFIG_AND_LOG]);
  });

  test("reading users' tags only with an exemption tag", () => {
    expect(statementsOf({ exemptionTag: 'mfa-exempt-until' })).toEqual([
      LIST,
      [['iam:GetLoginProfile', 'iam:ListMFADevices', 'iam:ListUserTags'], iamArn('user/*')],
      ...CONFIG_AND_LOG,
    ]);
  });

  test('reading the members of the exempt groups and of no other, under whatever path they lie', () => {
    expect(statementsOf({ exemptGroups: ['robots', 'break+glass'] })).toEqual([
      LIST,
      READ,
      [
        'iam:GetGroup',
        ['group/robots', 'group/*/robots', 'group/break+glass', 'group/*/break+glass'].map(iamArn),
      ],
      ...CONFIG_AND_LOG,
    ]);
  });

  test('reading the members of any group where the exempt ones are too many for an inline policy', () => {
    const exemptGroups = Array.from({ length: 41 }, (_, index) => `group-${index}`);
    expect(statementsOf({ exemptGroups })).toEqual([
      LIST,
      READ,
      ['iam:GetGroup', iamArn('group/*')],
      ...CONFIG_AND_LOG,
    ]);
    expect(JSON.stringify(statementsOf({ exemptGroups: exemptGroups.slice(1) }))).toContain(
      'group/*/group-40',
    );
  });

  test('reading the account summary only where the root user is included', () => {
    expect(statementsOf({ includeRoot: true })).toEqual([
      LIST,
      READ,
      ['iam:GetAccountSummary', '*'],
      ...CONFIG_AND_LOG,
    ]);
    expect(statementsOf({ includeRoot: false })).toEqual([LIST, READ, ...CONFIG_AND_LOG]);
  });

  test('no more for the parameters that cost no call of their own', () => {
    const props: ConsoleMfaRuleProps = {
      exemptUsers: ['robot-*'],
      exemptPaths: ['/service/'],
      gracePeriodDays: 7,
      graceUntil: '2027-01-31',
      acceptedMfaTypes: ['fido'],
      report: 'changes',
    };
    expect(statementsOf(props)).toEqual([LIST, READ, ...CONFIG_AND_LOG]);
  });
});

test('only Lambda may take the role', () => {
  expect(propertiesOf(templateOf(), 'AWS::IAM::Role')).toHaveProperty('AssumeRolePolicyDocument.Statement', [
    { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
  ]);
});
