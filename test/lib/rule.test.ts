import { Match, Template } from 'aws-cdk-lib/assertions';
import { MaximumExecutionFrequency } from 'aws-cdk-lib/aws-config';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ConsoleMfaRule } from '../../lib';
import { propertiesOf, stackIn, templateOf, testStack } from '../support/templates';

describe('the rule in AWS Config', () => {
  test('without props: periodic once a day, with a name, no parameters and no scope', () => {
    expect(propertiesOf(templateOf(), 'AWS::Config::ConfigRule')).toEqual({
      ConfigRuleName: 'iam-console-mfa',
      Description: 'IAM users with a console password have an MFA device.',
      Source: {
        Owner: 'CUSTOM_LAMBDA',
        SourceIdentifier: { 'Fn::GetAtt': [expect.stringMatching(/^RuleFunction/), 'Arn'] },
        SourceDetails: [
          {
            EventSource: 'aws.config',
            MessageType: 'ScheduledNotification',
            MaximumExecutionFrequency: 'TwentyFour_Hours',
          },
        ],
      },
    });
  });

  test('carries every parameter that is set, as strings', () => {
    const template = templateOf({
      exemptUsers: ['break-glass-*', 'o,neil'],
      exemptPaths: ['/service/'],
      exemptGroups: ['robots'],
      exemptionTag: 'mfa-exempt-until',
      gracePeriodDays: 14,
      graceUntil: '2027-01-31',
      acceptedMfaTypes: ['fido', 'hardware-totp'],
      report: 'changes',
      includeRoot: true,
    });
    template.hasResourceProperties('AWS::Config::ConfigRule', {
      InputParameters: Match.exact({
        exemptUsers: 'break-glass-*;o,neil',
        exemptPaths: '/service/',
        exemptGroups: 'robots',
        exemptionTag: 'mfa-exempt-until',
        gracePeriodDays: '14',
        graceUntil: '2027-01-31',
        acceptedMfaTypes: 'fido;hardware-totp',
        report: 'changes',
        includeRoot: 'true',
      }),
    });
  });

  test('leaves an empty list out, since AWS Config refuses empty values', () => {
    templateOf({ exemptUsers: [], gracePeriodDays: 0 }).hasResourceProperties('AWS::Config::ConfigRule', {
      InputParameters: Match.exact({ gracePeriodDays: '0' }),
    });
  });

  test('refuses parameters that the rule could not use, all at once', () => {
    expect(() => templateOf({ gracePeriodDays: 400, exemptPaths: ['service'] })).toThrow(
      /2 faults.*exemptPaths is "service".*gracePeriodDays is "400"/,
    );
  });

  test('refuses parameters longer than AWS Config takes, and says what to use instead', () => {
    const exemptUsers = Array.from({ length: 120 }, (_, index) => `service-user-${index}`);
    expect(() => templateOf({ exemptUsers })).toThrow(
      /AWS Config allows 1024; exemptUsers is the longest: replace it by exemptionTag or by a group in exemptGroups/,
    );
  });

  test('has a name of at most 64 characters, for AWS Config tells results of no longer one', () => {
    expect(
      propertiesOf(templateOf({ configRuleName: 'n'.repeat(64) }), 'AWS::Config::ConfigRule'),
    ).toHaveProperty('ConfigRuleName', 'n'.repeat(64));
    expect(() => templateOf({ configRuleName: 'n'.repeat(65) })).toThrow(
      /^InvalidRuleName: configRuleName is "n{65}"; allowed: 1 to 64 characters$/,
    );
    expect(() => templateOf({ configRuleName: ' ' })).toThrow('InvalidRuleName');
  });

  test('is made after the permission that AWS Config needs for it', () => {
    const template = templateOf();
    const [permission] = Object.keys(template.findResources('AWS::Lambda::Permission'));
    template.hasResource('AWS::Config::ConfigRule', { DependsOn: [permission] });
  });

  test('can be deployed twice in a stack under two names', () => {
    const stack = testStack();
    new ConsoleMfaRule(stack, 'People', { configRuleName: 'people' });
    new ConsoleMfaRule(stack, 'Admins', { configRuleName: 'admins', acceptedMfaTypes: ['fido'] });
    Template.fromStack(stack).resourceCountIs('AWS::Config::ConfigRule', 2);
  });
});

describe('the Lambda', () => {
  test('runs on Node.js 24 and arm64 for as long as Lambda lets it', () => {
    templateOf().hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: 1024,
      Timeout: 900,
      LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp('^RuleLog') } },
      Role: { 'Fn::GetAtt': [Match.stringLikeRegexp('^RuleRole'), 'Arn'] },
    });
  });

  test('needs nothing of its environment but what CDK sets to keep connections alive', () => {
    const variables = propertiesOf(templateOf(), 'AWS::Lambda::Function')['Environment'] ?? {};
    expect(JSON.stringify(variables)).not.toMatch(/POWERTOOLS|KEY|SECRET|TOKEN/);
  });

  test('may be invoked by AWS Config of this account and by nobody else', () => {
    const template = templateOf();
    template.resourceCountIs('AWS::Lambda::Permission', 1);
    expect(propertiesOf(template, 'AWS::Lambda::Permission')).toEqual({
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': [expect.stringMatching(/^RuleFunction/), 'Arn'] },
      Principal: 'config.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
    });
  });

  test('keeps its log for a year, or as long as the props say', () => {
    templateOf().hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 365 },
      DeletionPolicy: 'Retain',
    });
    templateOf({ logRetention: RetentionDays.TEN_YEARS }).hasResourceProperties('AWS::Logs::LogGroup', {
      RetentionInDays: 3653,
    });
  });
});

describe('the alarm', () => {
  test.each([
    [MaximumExecutionFrequency.ONE_HOUR, 3_600],
    [MaximumExecutionFrequency.THREE_HOURS, 10_800],
    [MaximumExecutionFrequency.SIX_HOURS, 21_600],
    [MaximumExecutionFrequency.TWELVE_HOURS, 43_200],
    [MaximumExecutionFrequency.TWENTY_FOUR_HOURS, 86_400],
  ])('of a rule that runs every %s sums the errors of that time', (maximumExecutionFrequency, period) => {
    const template = templateOf({ maximumExecutionFrequency });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Period: period });
    template.hasResourceProperties('AWS::Config::ConfigRule', {
      Source: { SourceDetails: [Match.objectLike({ MaximumExecutionFrequency: maximumExecutionFrequency })] },
    });
  });

  test('goes off at the first error, and not for want of runs', () => {
    templateOf().hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp('^RuleFunction') } }],
      Statistic: 'Sum',
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
    });
  });
});

describe('in every partition', () => {
  test('no ARN and no endpoint names the partition, wherever the stack will be deployed', () => {
    const template = JSON.stringify(templateOf({ exemptGroups: ['robots'], includeRoot: true }).toJSON());
    expect(template).not.toMatch(/arn:aws|amazonaws\.com\.cn/);
  });

  test.each([
    ['us-east-1', 'arn:aws:'],
    ['cn-north-1', 'arn:aws-cn:'],
    ['us-gov-west-1', 'arn:aws-us-gov:'],
  ])('in %s, an ARN begins with %s', (region, prefix) => {
    const stack = stackIn(region);
    new ConsoleMfaRule(stack, 'Rule');
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain(
      `"${prefix}iam::123456789012:user/*"`,
    );
  });
});
