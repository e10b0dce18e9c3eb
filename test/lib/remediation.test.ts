import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import {
  ConsoleMfaRemediation,
  ConsoleMfaRule,
  ConsoleMfaSelfService,
  type RemediationMode,
  type RuleParameterProps,
} from '../../lib';
import { stackIn, testStack, WITHOUT_BUNDLING } from '../support/templates';

const directory = mkdtempSync(join(tmpdir(), 'remediation-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** A rule with these parameters, the group, and the remediation of one by the other. */
function remediated(stack: Stack, parameters: RuleParameterProps = {}, mode?: RemediationMode): Stack {
  const rule = new ConsoleMfaRule(stack, 'Rule', parameters);
  const selfService = new ConsoleMfaSelfService(stack, 'SelfService', { enforceMfaFrom: '2027-02-01' });
  new ConsoleMfaRemediation(stack, 'Remediation', { rule, selfService, ...(mode !== undefined && { mode }) });
  return stack;
}

function templateOf(parameters: RuleParameterProps = {}, mode?: RemediationMode): Template {
  return Template.fromStack(remediated(testStack(), parameters, mode));
}

/** The same without parameters, made once. */
let plain: Template;
beforeAll(() => {
  plain = templateOf();
});

/** The properties of the resource of a type that belongs to the remediation and has this in its logical id. */
function remediationsOwn(template: Template, type: string, name: string): Readonly<Record<string, unknown>> {
  const found = Object.entries(template.findResources(type)).filter(([id]) =>
    new RegExp(`^Remediation${name}[0-9A-F]{8}$`).test(id),
  );
  expect(found).toHaveLength(1);
  return found[0]?.[1]['Properties'];
}

const GROUP = { Ref: expect.stringMatching(/^SelfServiceGroup/) };
const FUNCTION_ARN = { 'Fn::GetAtt': [expect.stringMatching(/^RemediationFunction/), 'Arn'] };

describe("AWS Config's remediation", () => {
  test('is of the rule, by the document, and hands over its role and the id of the user', () => {
    expect(remediationsOwn(plain, 'AWS::Config::RemediationConfiguration', '')).toEqual({
      ConfigRuleName: { Ref: expect.stringMatching(/^RuleConfigRule/) },
      ResourceType: 'AWS::IAM::User',
      TargetType: 'SSM_DOCUMENT',
      TargetId: { Ref: expect.stringMatching(/^RemediationDocument/) },
      Automatic: false,
      Parameters: {
        AutomationAssumeRole: {
          StaticValue: {
            Values: [{ 'Fn::GetAtt': [expect.stringMatching(/^RemediationAutomationRole/), 'Arn'] }],
          },
        },
        IAMResourceId: { ResourceValue: { Value: 'RESOURCE_ID' } },
      },
      ExecutionControls: { SsmControls: { ConcurrentExecutionRatePercentage: 2, ErrorPercentage: 50 } },
      MaximumAutomaticAttempts: 5,
      RetryAttemptSeconds: 600,
    });
  });

  test.each([
    [undefined, false],
    ['manual', false],
    ['automatic', true],
  ] as const)('in the mode %s has Automatic %s', (mode, Automatic) => {
    templateOf({}, mode).hasResourceProperties('AWS::Config::RemediationConfiguration', { Automatic });
  });

  test('needs a group that enforces MFA', () => {
    const stack = testStack();
    const rule = new ConsoleMfaRule(stack, 'Rule');
    const selfService = new ConsoleMfaSelfService(stack, 'SelfService');
    expect(() => new ConsoleMfaRemediation(stack, 'Remediation', { rule, selfService })).toThrow(
      'NothingEnforced: the remediation adds users to the self-service group, which enforces nothing',
    );
  });
});

describe('the SSM document', () => {
  test('gives the id to the function, requires an outcome in its answer, and gives the answer out', () => {
    expect(remediationsOwn(plain, 'AWS::SSM::Document', 'Document')).toEqual({
      DocumentType: 'Automation',
      DocumentFormat: 'JSON',
      UpdateMethod: 'NewVersion',
      Content: {
        schemaVersion: '0.3',
        description: {
          'Fn::Join': [
            '',
            ['Adds an IAM user to the group ', GROUP, expect.stringMatching(/^, which has to use MFA/)],
          ],
        },
        assumeRole: '{{ AutomationAssumeRole }}',
        parameters: {
          AutomationAssumeRole: expect.objectContaining({ type: 'String' }),
          IAMResourceId: expect.objectContaining({ type: 'String' }),
        },
        mainSteps: [
          {
            name: 'AddUserToGroup',
            action: 'aws:invokeLambdaFunction',
            timeoutSeconds: 300,
            onFailure: 'Abort',
            inputs: { FunctionName: FUNCTION_ARN, InputPayload: { IAMResourceId: '{{ IAMResourceId }}' } },
          },
          {
            name: 'CheckOutcome',
            action: 'aws:branch',
            inputs: {
              Choices: ['"added"', '"alreadyMember"', '"leftAlone"'].map((Contains) => ({
                NextStep: 'SucceedWithOutcome',
                Variable: '{{ AddUserToGroup.Payload }}',
                Contains,
              })),
              Default: 'FailWithoutOutcome',
            },
          },
          {
            name: 'FailWithoutOutcome',
            action: 'aws:assertAwsResourceProperty',
            timeoutSeconds: 60,
            onFailure: 'Abort',
            isEnd: true,
            inputs: {
              Service: 'sts',
              Api: 'GetCallerIdentity',
              PropertySelector: '$.Account',
              DesiredValues: [
                'an outcome (added, alreadyMember, leftAlone) instead of {{ AddUserToGroup.Payload }}',
              ],
            },
          },
          { name: 'SucceedWithOutcome', action: 'aws:sleep', isEnd: true, inputs: { Duration: 'PT1S' } },
        ],
        outputs: ['AddUserToGroup.Payload'],
      },
    });
  });

  test.each([
    ['AutomationAssumeRole', 'arn:aws:iam::123456789012:role/Stack-Role-1A2B', true],
    ['AutomationAssumeRole', 'arn:aws-us-gov:iam::123456789012:role/with/path/Role', true],
    ['AutomationAssumeRole', 'arn:aws:iam::123456789012:user/anna', false],
    ['IAMResourceId', 'AIDAJQABLZS4A3QDU576Q', true],
    ['IAMResourceId', '123456789012', false],
    ['IAMResourceId', 'anna', false],
  ])('takes for %s the value %s: %s', (name, value, taken) => {
    const { Content } = remediationsOwn(plain, 'AWS::SSM::Document', 'Document');
    const { allowedPattern } = JSON.parse(JSON.stringify(Content)).parameters[name];
    expect(new RegExp(allowedPattern).test(value)).toBe(taken);
  });
});

describe('the function', () => {
  test("judges by the rule's own parameters", () => {
    const parameters = { exemptUsers: ['break-glass-*', 'o,neil'], gracePeriodDays: 14 };
    expect(remediationsOwn(templateOf(parameters), 'AWS::Lambda::Function', 'Function')).toMatchObject({
      Environment: {
        Variables: {
          RULE_PARAMETERS: '{"exemptUsers":"break-glass-*;o,neil","gracePeriodDays":"14"}',
          GROUP_NAME: GROUP,
        },
      },
    });
  });

  test('ends before SSM, which waits for 300 seconds, and logs for a year', () => {
    const template = plain;
    expect(remediationsOwn(template, 'AWS::Lambda::Function', 'Function')).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: 240,
      LoggingConfig: { LogGroup: { Ref: expect.stringMatching(/^RemediationLog/) } },
    });
    expect(remediationsOwn(template, 'AWS::Logs::LogGroup', 'Log')).toEqual({ RetentionInDays: 365 });
  });

  test('may be invoked by its role only: no service has a permission', () => {
    plain.resourcePropertiesCountIs(
      'AWS::Lambda::Permission',
      { FunctionName: { 'Fn::GetAtt': [Match.stringLikeRegexp('^RemediationFunction'), 'Arn'] } },
      0,
    );
  });
});

/** The statements of a role's policies as [actions, resources]. */
function statementsOf(template: Template, role: string): readonly unknown[] {
  const properties = JSON.parse(JSON.stringify(remediationsOwn(template, 'AWS::IAM::Role', role)));
  expect(properties.ManagedPolicyArns).toBeUndefined();
  expect(properties.Policies).toHaveLength(1);
  const statements: readonly Record<string, unknown>[] = properties.Policies[0].PolicyDocument.Statement;
  return statements.map(({ Effect, Action, Resource }) => {
    expect(Effect).toBe('Allow');
    return [Action, Resource];
  });
}

const USERS = {
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':user/*']],
};
const READ = ['iam:GetLoginProfile', 'iam:GetUser', 'iam:ListGroupsForUser', 'iam:ListMFADevices'];
const ADD_AND_LOG = [
  ['iam:AddUserToGroup', { 'Fn::GetAtt': [expect.stringMatching(/^SelfServiceGroup/), 'Arn'] }],
  [
    ['logs:CreateLogStream', 'logs:PutLogEvents'],
    { 'Fn::GetAtt': [expect.stringMatching(/^RemediationLog/), 'Arn'] },
  ],
];

describe('least privilege', () => {
  test('the function reads users and adds them to the one group', () => {
    expect(statementsOf(plain, 'Role')).toEqual([['iam:ListUsers', '*'], [READ, USERS], ...ADD_AND_LOG]);
  });

  test("the function reads users' tags only with an exemption tag", () => {
    expect(statementsOf(templateOf({ exemptionTag: 'exempt' }), 'Role')).toEqual([
      ['iam:ListUsers', '*'],
      [[...READ, 'iam:ListUserTags'], USERS],
      ...ADD_AND_LOG,
    ]);
  });

  test('Automation may invoke the function and nothing else', () => {
    expect(statementsOf(plain, 'AutomationRole')).toEqual([['lambda:InvokeFunction', FUNCTION_ARN]]);
  });

  test("only Automation of this account may take Automation's role", () => {
    const { AssumeRolePolicyDocument } = remediationsOwn(plain, 'AWS::IAM::Role', 'AutomationRole');
    expect(AssumeRolePolicyDocument).toHaveProperty('Statement', [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'ssm.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
          ArnLike: {
            'aws:SourceArn': {
              'Fn::Join': [
                '',
                [
                  'arn:',
                  { Ref: 'AWS::Partition' },
                  ':ssm:',
                  { Ref: 'AWS::Region' },
                  ':',
                  { Ref: 'AWS::AccountId' },
                  ':automation-execution/*',
                ],
              ],
            },
          },
        },
      },
    ]);
  });

  test('nothing in the template can delete, deactivate, detach or remove anything', () => {
    const parameters = { exemptGroups: ['robots'], exemptionTag: 'exempt', includeRoot: true };
    const roles = templateOf(parameters, 'automatic').findResources('AWS::IAM::Role');
    const granted = JSON.stringify(roles).match(/"(iam|lambda|config|logs|ssm|sts):[^"]+"/g) ?? [];
    expect(granted.length).toBeGreaterThan(10);
    expect(
      granted.filter(
        (action) =>
          !/:(Get|List|Put(Evaluations|LogEvents)|CreateLogStream|AddUserToGroup|InvokeFunction|AssumeRole)/.test(
            action,
          ),
      ),
    ).toEqual([]);
  });
});

test.each([
  ['us-east-1', 'arn:aws:'],
  ['cn-north-1', 'arn:aws-cn:'],
  ['us-gov-west-1', 'arn:aws-us-gov:'],
])('in %s, an ARN begins with %s', (region, prefix) => {
  const template = JSON.stringify(Template.fromStack(remediated(stackIn(region))).toJSON());
  expect(template).toContain(`"${prefix}ssm:${region}:123456789012:automation-execution/*"`);
  expect(template.match(/arn:aws[a-z-]*:/g)?.every((found) => found === prefix)).toBe(true);
});

test.each([undefined, { account: '123456789012', region: 'cn-north-1' }])(
  'cdk-nag AwsSolutions has nothing against it in the environment %p',
  (env) => {
    const outdir = mkdtempSync(join(directory, 'nag-'));
    const app = new App({ outdir, context: WITHOUT_BUNDLING, builtinCloudFormationValidation: false });
    remediated(
      new Stack(app, 'Nag', env === undefined ? {} : { env }),
      { exemptionTag: 'exempt' },
      'automatic',
    );
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
  },
);
