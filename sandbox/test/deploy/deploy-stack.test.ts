import { join } from 'node:path';
import { type Account, createAccount } from '../../account/account';
import { SandboxClock } from '../../account/clock';
import { startRecording } from '../../account/configuration-recorder';
import { Scheduler } from '../../account/scheduler';
import { readAssembly, type SynthesizedStack } from '../../deploy/assembly';
import { deployStack } from '../../deploy/deploy-stack';
import { Functions } from '../../deploy/functions';
import type { Target } from '../../deploy/resource';
import { parseTemplate } from '../../deploy/template';
import { Messaging } from '../../events/messaging';
import { Automation } from '../../ssm/automation';

const FIXTURES = join(__dirname, '../fixtures');

let account: Account;
let functions: Functions;
let target: Target;
let scheduled: string[];

beforeEach(() => {
  account = createAccount({
    accountId: '123456789012',
    partition: 'aws',
    region: 'us-east-1',
    seed: 'deploy',
    createDate: new Date('2020-01-01T00:00:00Z'),
  });
  startRecording(account);
  const clock = SandboxClock.frozen(new Date('2026-03-04T05:06:07Z'));
  const scheduler = new Scheduler(clock);
  functions = new Functions(account, scheduler, {
    nodePath: process.execPath,
    nodeFlags: [],
    region: 'us-east-1',
    endpointUrl: () => 'http://127.0.0.1:9',
    now: () => clock.now(),
    assumeRole: () => undefined,
  });
  scheduled = [];
  const automation = new Automation({
    account,
    invokeAndWait: async () => undefined,
    now: () => clock.now(),
  });
  target = {
    account,
    functions,
    now: () => clock.now(),
    config: {
      mayInvoke: (functionArn) => functions.mayConfigInvoke(functionArn),
      schedule: ({ configRuleName }) => scheduled.push(configRuleName),
      reschedule: () => undefined,
      unschedule: () => undefined,
      evaluate: () => undefined,
      refuses: () => false,
      hasDocument: (name) => automation.hasDocument(name),
      remediate: () => undefined,
    },
    automation,
    messaging: new Messaging(account, scheduler, functions, () => clock.now()),
  };
});

function fixture(): SynthesizedStack {
  const [stack] = readAssembly(join(FIXTURES, 'assembly'));
  if (stack === undefined) throw new Error('the fixture has no stack');
  return stack;
}

/** The fixture's stack with a resource replaced, or left out. */
function altered(logicalId: string, resource: object | undefined): SynthesizedStack {
  const { Resources, ...rest } = fixture().template;
  const others = Object.fromEntries(Object.entries(Resources).filter(([id]) => id !== logicalId));
  const resources = resource === undefined ? others : { ...others, [logicalId]: resource };
  return { ...fixture(), template: parseTemplate({ ...rest, Resources: resources }, 'altered') };
}

function stackOf(resources: object, rest: object = {}): SynthesizedStack {
  return { ...fixture(), template: parseTemplate({ ...rest, Resources: resources }, 'made up') };
}

test('the role of a stack is in the account, with its policies', () => {
  deployStack(fixture(), target);
  const [role, ...others] = account.roles;
  expect(others).toEqual([]);
  expect(role?.roleName).toMatch(/^Rule-Role-[A-Z2-7]{12}$/);
  expect(role?.inlinePolicies.map(({ policyName, document }) => [policyName, JSON.parse(document)])).toEqual([
    [
      'Submit',
      {
        Version: '2012-10-17',
        Statement: [{ Action: 'config:PutEvaluations', Effect: 'Allow', Resource: '*' }],
      },
    ],
    [
      'ListUsers',
      { Version: '2012-10-17', Statement: [{ Action: 'iam:ListUsers', Effect: 'Allow', Resource: '*' }] },
    ],
  ]);
});

test('the function of a stack is the one of the template', () => {
  deployStack(fixture(), target);
  const [role] = account.roles;
  expect(functions.all).toEqual([
    {
      functionName: expect.stringMatching(/^Rule-Function-[A-Z2-7]{12}$/),
      functionArn: expect.stringMatching(
        /^arn:aws:lambda:us-east-1:123456789012:function:Rule-Function-[A-Z2-7]{12}$/,
      ),
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      codeDirectory: join(FIXTURES, 'rule'),
      timeoutSeconds: 60,
      memorySizeMb: 256,
      environment: { LOG_LEVEL: 'INFO' },
      roleArn: role?.arn,
      logGroupName: expect.stringMatching(/^Rule-Log-/),
    },
  ]);
});

test('the rule of a stack is in AWS Config with its parameters, and is scheduled', () => {
  deployStack(fixture(), target);
  expect([...account.config.rules]).toMatchObject([
    {
      configRuleName: 'users-are-good',
      configRuleArn: expect.stringMatching(
        /^arn:aws:config:us-east-1:123456789012:config-rule\/config-rule-[a-z2-7]{6}$/,
      ),
      functionArn: functions.all[0]?.functionArn,
      maximumExecutionFrequency: 'Six_Hours',
      inputParameters: '{"bad":"mallory;oscar"}',
    },
  ]);
  expect(scheduled).toEqual(['users-are-good']);
});

test('a rule whose function AWS Config may not invoke is refused', () => {
  const stack = altered('AllowAwsConfig', { Type: 'AWS::Logs::LogGroup' });
  expect(() => deployStack(stack, target)).toThrow(
    /^ResourceRefused: ConfigRule \(AWS::Config::ConfigRule\) was refused: InsufficientPermissionsException/,
  );
});

test.each([
  ['another account', { SourceAccount: '999999999999' }],
  ['another service', { Principal: 'events.amazonaws.com' }],
  ['another action', { Action: 'lambda:GetFunction' }],
  ['one rule that does not exist yet', { SourceArn: 'arn:aws:config:us-east-1:123456789012:config-rule/x' }],
])('a permission for %s does not let AWS Config invoke the function', (_whom, change) => {
  const properties = fixture().template.Resources['AllowAwsConfig']?.Properties;
  const stack = altered('AllowAwsConfig', {
    Type: 'AWS::Lambda::Permission',
    Properties: { ...properties, ...change },
  });
  expect(() => deployStack(stack, target)).toThrow(/InsufficientPermissionsException/);
});

test('a rule is refused where AWS Config does not record', () => {
  account.config.recorder = undefined;
  expect(() => deployStack(fixture(), target)).toThrow(/NoAvailableConfigurationRecorderException/);
});

test('a function whose role does not trust Lambda is refused', () => {
  const stack = altered('Role', {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [
          { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } },
        ],
      },
    },
  });
  expect(() => deployStack(stack, target)).toThrow(
    /^UnassumableRole: the role "arn:aws:iam::123456789012:role\/Rule-Role-\w+" of Function does not exist or does not let/,
  );
});

test('a resource of a type that the sandbox does not know is named', () => {
  const stack = stackOf({ Table: { Type: 'AWS::DynamoDB::Table' } });
  expect(() => deployStack(stack, target)).toThrow(
    /^UnsupportedResource: Table is a AWS::DynamoDB::Table; the sandbox knows .*AWS::IAM::Role/,
  );
});

test('a property that is not as it must be is named', () => {
  const stack = stackOf({ Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'x' } } });
  expect(() => deployStack(stack, target)).toThrow(
    /^InvalidProperties: Policy \(AWS::IAM::Policy\) cannot be used: PolicyDocument/,
  );
});

test('a resource whose condition is false is left out, and may not be referred to', () => {
  const group = { Type: 'AWS::IAM::Group', Properties: { GroupName: 'wanted' }, Condition: 'Wanted' };
  const conditions = { Conditions: { Wanted: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } } };
  deployStack(stackOf({ Group: group }, conditions), target);
  expect([...account.groups].map(({ groupName }) => groupName)).toEqual(['wanted']);
  const elsewhere = {
    Conditions: { Wanted: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] }] } },
  };
  expect(deployStack(stackOf({ Group: group }, elsewhere), target).size).toBe(0);
});

test('resources that wait for each other are named', () => {
  const stack = stackOf({
    One: { Type: 'AWS::Logs::LogGroup', DependsOn: 'Other' },
    Other: { Type: 'AWS::Logs::LogGroup', DependsOn: ['One'] },
  });
  expect(() => deployStack(stack, target)).toThrow(
    'CircularDependency: resources depend on each other: One → Other → One',
  );
});

test('a managed policy and a group are made, and attached to whom the template names', () => {
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };
  deployStack(
    stackOf({
      Policy: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { ManagedPolicyName: 'deny', PolicyDocument: document, Groups: [{ Ref: 'Group' }] },
      },
      Group: { Type: 'AWS::IAM::Group', Properties: { GroupName: 'self-service', Path: '/mfa/' } },
    }),
    target,
  );
  expect([...account.groups]).toMatchObject([
    {
      groupName: 'self-service',
      arn: 'arn:aws:iam::123456789012:group/mfa/self-service',
      attachedPolicies: ['arn:aws:iam::123456789012:policy/deny'],
    },
  ]);
  expect([...account.policies].map((policy) => JSON.parse(policy.document))).toEqual([document]);
});

test('what IAM refuses is said with the resource', () => {
  const group = { Type: 'AWS::IAM::Group', Properties: { GroupName: 'twice' } };
  expect(() => deployStack(stackOf({ One: group, Two: group }), target)).toThrow(
    'ResourceRefused: Two (AWS::IAM::Group) was refused: EntityAlreadyExists: Group with name twice already exists.',
  );
});

test('a directory without a cloud assembly is named', () => {
  expect(() => readAssembly(FIXTURES)).toThrow(
    /^NoAssembly: .*fixtures holds no manifest\.json; run cdk synth first$/,
  );
});
