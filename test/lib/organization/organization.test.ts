import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import {
  ConsoleMfaOrganization,
  type ConsoleMfaOrganizationProps,
} from '../../../lib/organization/organization';
import type { OrganizationProps } from '../../../lib/organization/organization-settings';
import type { AwsEvent } from '../../../sandbox/events/aws-event';
import { targetInput } from '../../../sandbox/events/input-transformer';
import { propertiesOf, stackIn, testApp } from '../../support/templates';

const ORGANIZATION = { id: 'o-a1b2c3d4e5', organizationalUnits: ['ou-ab12-cd34ef56'] };

function organizationOf(props: Partial<ConsoleMfaOrganizationProps> = {}): ConsoleMfaOrganization {
  const stack = new Stack(testApp(), 'Admin', { env: { region: 'us-east-1' } });
  return new ConsoleMfaOrganization(stack, 'Organization', { organization: ORGANIZATION, ...props });
}

function templateOf(organization: Partial<OrganizationProps> = {}): Template {
  return Template.fromStack(Stack.of(organizationOf({ organization: { ...ORGANIZATION, ...organization } })));
}

/** The template in a known account and region, with five percent of the accounts at once. */
function templateIn(region: string, organization: Partial<OrganizationProps> = {}): Template {
  const stack = stackIn(region);
  new ConsoleMfaOrganization(stack, 'Organization', {
    organization: { ...ORGANIZATION, maxConcurrentPercentage: 5, ...organization },
  });
  return Template.fromStack(stack);
}

/** The text of a Fn::Join, with the logical id in place of a Ref, and without the hash at its end. */
function joined(value: unknown): string {
  const [, parts]: readonly [string, readonly (string | { readonly Ref: string })[]] =
    Object(value)['Fn::Join'];
  return parts.map((part) => (typeof part === 'string' ? part : part.Ref.slice(0, -8))).join('');
}

/** The role that EventBridge Scheduler takes. */
function retryRoleIn(template: Template) {
  const roles = template.findResources('AWS::IAM::Role');
  const [id = ''] = Object.keys(roles).filter((logicalId) => logicalId.startsWith('OrganizationRetryRole'));
  return roles[id]?.['Properties'];
}

function stackSetOf(template: Template): Readonly<Record<string, unknown>> {
  const [stackSet] = Object.values(template.findResources('AWS::CloudFormation::StackSet'));
  return stackSet?.['Properties'];
}

test('the stack set deploys to the units, follows accounts that come and go, and a failure is for its account', () => {
  expect(stackSetOf(templateOf())).toEqual({
    StackSetName: 'iam-console-mfa',
    Description: 'AWS Config rule in every account: IAM users with a console password have an MFA device.',
    PermissionModel: 'SERVICE_MANAGED',
    CallAs: 'SELF',
    AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
    ManagedExecution: { Active: true },
    OperationPreferences: {
      ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE',
      MaxConcurrentPercentage: 25,
      FailureTolerancePercentage: 100,
    },
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    Parameters: [
      {
        ParameterKey: 'CodeBucket',
        ParameterValue: { Ref: expect.stringMatching(/^OrganizationCodeBucket/) },
      },
    ],
    StackInstancesGroup: [
      { DeploymentTargets: { OrganizationalUnitIds: ['ou-ab12-cd34ef56'] }, Regions: ['us-east-1'] },
    ],
    TemplateURL: { 'Fn::Sub': expect.stringMatching(/^https:\/\/s3\.us-east-1\..*\/[0-9a-f]{64}\.json$/) },
  });
});

test('a delegated administrator says so, and the operation is as it is set', () => {
  const settings = { delegatedAdmin: true, maxConcurrentPercentage: 5, failureTolerancePercentage: 10 };
  expect(stackSetOf(templateOf(settings))).toMatchObject({
    CallAs: 'DELEGATED_ADMIN',
    OperationPreferences: { MaxConcurrentPercentage: 5, FailureTolerancePercentage: 10 },
  });
});

test('the organization may read the code, over TLS, and nobody else may anything', () => {
  const template = templateOf();
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: [
        { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        { Effect: 'Deny', Action: 's3:*', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } },
        {
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: 's3:GetObject',
          Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
        },
      ],
    },
  });
  template.hasResourceProperties('AWS::S3::Bucket', {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    VersioningConfiguration: { Status: 'Enabled' },
    BucketEncryption: Match.anyValue(),
  });
});

test('the code is in the bucket, and the organization may read it, before the first account is deployed to', () => {
  const [stackSet] = Object.values(templateOf().findResources('AWS::CloudFormation::StackSet'));
  expect(stackSet?.['DependsOn']).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^OrganizationCodeBucketPolicy/),
      expect.stringMatching(/^OrganizationCodeCopy1(?!CustomResourcePolicy)/),
    ]),
  );
});

test('what copies the code may read and write the one object, and decrypt it by way of S3', () => {
  const stack = stackIn('us-east-1');
  new ConsoleMfaOrganization(stack, 'Organization', { organization: ORGANIZATION });
  const { PolicyDocument } = propertiesOf(Template.fromStack(stack), 'AWS::IAM::Policy');
  const key = expect.stringMatching(
    /^arn:aws:s3:::cdk-hnb659fds-assets-123456789012-us-east-1\/[0-9a-f]{64}\.zip$/,
  );
  expect(Object(PolicyDocument).Statement).toEqual([
    { Effect: 'Allow', Action: 's3:GetObject', Resource: key },
    {
      Effect: 'Allow',
      Action: 's3:PutObject',
      Resource: {
        'Fn::Join': [
          '',
          [
            { 'Fn::GetAtt': [expect.stringMatching(/^OrganizationCodeBucket/), 'Arn'] },
            expect.stringMatching(/^\/[0-9a-f]{64}\.zip$/),
          ],
        ],
      },
    },
    {
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: 'arn:aws:kms:us-east-1:123456789012:key/*',
      Condition: {
        StringEquals: {
          'kms:ViaService': 's3.us-east-1.amazonaws.com',
          'kms:EncryptionContext:aws:s3:arn': [
            'arn:aws:s3:::cdk-hnb659fds-assets-123456789012-us-east-1',
            key,
          ],
        },
      },
    },
  ]);
});

test('the stack is tried again every day where it failed, with the targets of the stack set', () => {
  const { Target, ...schedule } = propertiesOf(templateIn('us-east-1'), 'AWS::Scheduler::Schedule');
  expect(schedule).toMatchObject({
    ScheduleExpression: 'cron(0 5 * * ? *)',
    ScheduleExpressionTimezone: 'Etc/UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    State: 'ENABLED',
  });
  const { Input, ...target } = Object(Target);
  expect(target).toMatchObject({
    Arn: {
      'Fn::Join': [
        '',
        ['arn:', { Ref: 'AWS::Partition' }, ':scheduler:::aws-sdk:cloudformation:createStackInstances'],
      ],
    },
    RetryPolicy: { MaximumEventAgeInSeconds: 43_200, MaximumRetryAttempts: 185 },
  });
  expect(JSON.parse(joined(Input))).toEqual({
    StackSetName: 'OrganizationStackSet',
    DeploymentTargets: { OrganizationalUnitIds: ['ou-ab12-cd34ef56'] },
    Regions: ['us-east-1'],
    OperationPreferences: {
      ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE',
      MaxConcurrentPercentage: 5,
      FailureTolerancePercentage: 100,
    },
    CallAs: 'SELF',
    OperationId: '<aws.scheduler.execution-id>',
  });
});

test('what tries again is trusted for the one group of schedules, and may make the one call for the one stack set', () => {
  const { AssumeRolePolicyDocument, Policies } = retryRoleIn(templateIn('us-east-1'));
  expect(AssumeRolePolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Principal: { Service: 'scheduler.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: {
          'aws:SourceAccount': '123456789012',
          'aws:SourceArn': { 'Fn::GetAtt': [expect.stringMatching(/^OrganizationRetryGroup/), 'Arn'] },
        },
      },
    },
  ]);
  expect(Policies[0].PolicyDocument.Statement).toEqual([
    {
      Sid: 'RetryStackSet',
      Effect: 'Allow',
      Action: 'cloudformation:CreateStackInstances',
      Resource: [
        'arn:aws:cloudformation:us-east-1:123456789012:stackset/iam-console-mfa:*',
        'arn:aws:cloudformation:*:123456789012:stackset-target/iam-console-mfa:*',
        'arn:aws:cloudformation:*:*:type/resource/AWS-*',
      ],
    },
  ]);
});

test("a delegated administrator tries again as one, on the management account's stack set", () => {
  const template = templateIn('us-east-1', { delegatedAdmin: true });
  const { Target } = propertiesOf(template, 'AWS::Scheduler::Schedule');
  expect(JSON.parse(joined(Object(Target).Input))).toMatchObject({ CallAs: 'DELEGATED_ADMIN' });
  expect(retryRoleIn(template).Policies[0].PolicyDocument.Statement).toMatchObject([
    {
      Resource: [
        'arn:aws:cloudformation:us-east-1:*:stackset/iam-console-mfa:*',
        'arn:aws:cloudformation:*:*:stackset-target/iam-console-mfa:*',
        'arn:aws:cloudformation:*:*:type/resource/AWS-*',
      ],
    },
    { Action: 'organizations:ListDelegatedAdministrators', Resource: '*' },
  ]);
});

test('a call that CloudFormation does not take sets off an alarm, which goes where failed accounts are told of', () => {
  const alarm = {
    Namespace: 'AWS/Scheduler',
    MetricName: 'InvocationDroppedCount',
    Dimensions: [
      { Name: 'ScheduleGroup', Value: Match.stringLikeRegexp('^Admin-Organization-Retry-Group-') },
    ],
    Threshold: 1,
    EvaluationPeriods: 1,
    TreatMissingData: 'notBreaching',
  };
  templateOf().hasResourceProperties('AWS::CloudWatch::Alarm', { ...alarm, AlarmActions: Match.absent() });
  templateOf({ alertEmail: 'security@example.com' }).hasResourceProperties('AWS::CloudWatch::Alarm', {
    ...alarm,
    AlarmActions: [{ Ref: Match.stringLikeRegexp('^OrganizationAlertsTopic') }],
  });
});

test('an account in which the stack has failed is told of, and one that an operation only passes is not', () => {
  const template = templateIn('us-east-1', { alertEmail: 'security@example.com' });
  expect(propertiesOf(template, 'AWS::Events::Rule')).toMatchObject({
    State: 'ENABLED',
    EventPattern: {
      source: ['aws.cloudformation'],
      'detail-type': ['CloudFormation StackSet StackInstance Status Change'],
      detail: {
        'stack-set-arn': [{ wildcard: 'arn:*:cloudformation:us-east-1:*:stackset/iam-console-mfa:*' }],
        'status-details': {
          status: ['OUTDATED', 'INOPERABLE'],
          'detailed-status': ['FAILED', 'FAILED_IMPORT', 'INOPERABLE'],
        },
      },
    },
  });
  template.hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'email',
    Endpoint: 'security@example.com',
  });
});

test('the topic takes the messages of the one rule and of the alarms of this account', () => {
  const template = templateIn('us-east-1', { alertEmail: 'security@example.com' });
  const ofThisAccount = { StringEquals: { 'aws:SourceAccount': '123456789012' } };
  const publish = { Effect: 'Allow', Action: 'sns:Publish' };
  const { PolicyDocument } = propertiesOf(template, 'AWS::SNS::TopicPolicy');
  expect(PolicyDocument).toMatchObject({
    Statement: [
      { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      { ...publish, Principal: { Service: 'cloudwatch.amazonaws.com' }, Condition: ofThisAccount },
      {
        ...publish,
        Principal: { Service: 'events.amazonaws.com' },
        Condition: {
          ArnEquals: {
            'aws:SourceArn': [{ 'Fn::GetAtt': [expect.stringMatching(/^OrganizationAlertsFailed/), 'Arn'] }],
          },
        },
      },
    ],
  });
  const use = { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*' };
  expect(Object(propertiesOf(template, 'AWS::KMS::Key')['KeyPolicy']).Statement.slice(1)).toEqual([
    { ...use, Principal: { Service: 'cloudwatch.amazonaws.com' }, Condition: ofThisAccount },
    { ...use, Principal: { Service: 'events.amazonaws.com' } },
  ]);
});

test('quotation marks in the reason of CloudFormation do not break the message', () => {
  const reason =
    'Resource handler returned message: "NoAvailableConfigurationRecorderException" (RequestToken: 1)';
  const stackId = 'arn:aws:cloudformation:us-east-1:400000000002:stack/StackSet-iam-console-mfa-1/2';
  const { Targets } = propertiesOf(templateOf({ alertEmail: 'security@example.com' }), 'AWS::Events::Rule');
  const { InputPathsMap: paths, InputTemplate: template } = Object(Targets)[0].InputTransformer;
  const event: AwsEvent = {
    version: '0',
    id: 'id',
    'detail-type': 'CloudFormation StackSet StackInstance Status Change',
    source: 'aws.cloudformation',
    account: '123456789012',
    time: '2027-01-15T12:00:00Z',
    region: 'us-east-1',
    resources: [],
    detail: {
      'stack-id': stackId,
      'status-details': { status: 'OUTDATED', 'detailed-status': 'FAILED', 'status-reason': reason },
    },
  };
  expect(JSON.parse(targetInput(event, { paths, template }) ?? 'null')).toEqual({
    failure: `The AWS Config rule for console passwords and MFA is missing or out of date in an account: ${stackId} is OUTDATED (FAILED).`,
    reason,
    remedy: expect.stringContaining('turning on a customer managed configuration recorder'),
  });
});

test('a topic of yours gets the same, and no other is made', () => {
  const alertTopicArn = 'arn:aws:sns:us-east-1:123456789012:security';
  const template = templateOf({ alertTopicArn });
  template.resourceCountIs('AWS::SNS::Topic', 0);
  template.resourceCountIs('AWS::KMS::Key', 0);
  template.hasResourceProperties('AWS::Events::Rule', { Targets: [{ Arn: alertTopicArn }] });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmActions: [alertTopicArn] });
});

test('without a receiver nobody is told, which synthesis says', () => {
  const organization = organizationOf();
  Template.fromStack(Stack.of(organization)).resourceCountIs('AWS::Events::Rule', 0);
  expect(organization.node.metadata.map(({ type, data }) => [type, data])).toEqual([
    [
      'aws:cdk:info',
      'organization has neither alertEmail nor alertTopicArn: an account in which the stack fails shows in ' +
        'list-stack-instances alone.',
    ],
  ]);
});

test('each function of the members has its code copied once', () => {
  const counts = (member: ConsoleMfaOrganizationProps['member']) =>
    Object.keys(
      Template.fromStack(Stack.of(organizationOf(member && { member }))).findResources('Custom::CodeCopy'),
    ).length;
  const everyFunction = { enforceMfaFrom: '2027-02-01', remediation: 'manual', nearRealTime: true } as const;
  expect(counts({})).toBe(1);
  expect(counts(everyFunction)).toBe(3);
});

test('the aggregator is there when it is asked for', () => {
  templateOf().resourceCountIs('AWS::Config::ConfigurationAggregator', 0);
  templateOf({ aggregator: true }).hasResourceProperties('AWS::Config::ConfigurationAggregator', {
    OrganizationAggregationSource: { AwsRegions: ['us-east-1'] },
  });
});

test('an organization that cannot be is refused', () => {
  expect(() => organizationOf({ organization: { ...ORGANIZATION, id: 'a1b2' } })).toThrow(
    'InvalidOrganization: id is "a1b2"; allowed: the id of an organization, such as o-a1b2c3d4e5',
  );
});

test('a topic of another region is refused, since neither EventBridge nor CloudWatch would publish to it', () => {
  const alertTopicArn = 'arn:aws:sns:eu-central-1:123456789012:security';
  expect(() => organizationOf({ organization: { ...ORGANIZATION, alertTopicArn } })).toThrow(
    'InvalidOrganization: alertTopicArn is of eu-central-1 and region is us-east-1; EventBridge and CloudWatch publish ' +
      'to topics of their own region alone',
  );
});

test('what does not go with an organization is refused, whatever the types say', () => {
  const member = { gracePeriodDays: 14, alertEmail: 'security@example.com' };
  expect(() => organizationOf({ member })).toThrow(
    'NotForAnOrganization: alertEmail cannot be combined with organization: every account would have',
  );
});
