import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import {
  ConsoleMfaOrganization,
  type ConsoleMfaOrganizationProps,
} from '../../../lib/organization/organization';
import type { OrganizationProps } from '../../../lib/organization/organization-settings';
import { testApp } from '../../support/templates';

const ORGANIZATION = { id: 'o-a1b2c3d4e5', organizationalUnits: ['ou-ab12-cd34ef56'] };

function organizationOf(props: Partial<ConsoleMfaOrganizationProps> = {}): ConsoleMfaOrganization {
  const stack = new Stack(testApp(), 'Admin', { env: { region: 'us-east-1' } });
  return new ConsoleMfaOrganization(stack, 'Organization', { organization: ORGANIZATION, ...props });
}

function templateOf(organization: Partial<OrganizationProps> = {}): Template {
  return Template.fromStack(Stack.of(organizationOf({ organization: { ...ORGANIZATION, ...organization } })));
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

test('what copies the code may read and write the one object', () => {
  const policies = Object.values(templateOf().findResources('AWS::IAM::Policy'));
  expect(policies).toHaveLength(1);
  const { Statement } = policies[0]?.['Properties'].PolicyDocument ?? {};
  expect(Statement.map(({ Action }: { readonly Action: string }) => Action)).toEqual([
    's3:GetObject',
    's3:PutObject',
  ]);
  expect(JSON.stringify(Statement)).not.toContain('*');
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

test('what does not go with an organization is refused, whatever the types say', () => {
  const member = { gracePeriodDays: 14, alertEmail: 'security@example.com' };
  expect(() => organizationOf({ member })).toThrow(
    'NotForAnOrganization: alertEmail cannot be combined with organization: every account would have',
  );
});
