import { Match, Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { ConsoleMfaAlerts, ConsoleMfaRule } from '../../lib';
import type { AwsEvent } from '../../sandbox/events/aws-event';
import { targetInput } from '../../sandbox/events/input-transformer';
import { propertiesOf, testStack } from '../support/templates';

function toAddress(): Template {
  const stack = testStack();
  const rule = new ConsoleMfaRule(stack, 'Rule');
  const receiver = { email: 'security@example.com' };
  new ConsoleMfaAlerts(stack, 'Alerts', { rule, receiver, alarms: [rule.alarm] });
  return Template.fromStack(stack);
}

test('an address gets a topic of its own, subscribed by mail and encrypted', () => {
  const template = toAddress();
  template.hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'email',
    Endpoint: 'security@example.com',
  });
  template.hasResourceProperties('AWS::SNS::Topic', {
    KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AlertsKey'), 'Arn'] },
  });
  template.hasResource('AWS::KMS::Key', {
    Properties: { EnableKeyRotation: true },
    DeletionPolicy: 'Delete',
  });
});

test('EventBridge may use the key without a condition, since it brings none; CloudWatch for this account alone', () => {
  const { KeyPolicy } = propertiesOf(toAddress(), 'AWS::KMS::Key');
  const use = { Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Effect: 'Allow', Resource: '*' };
  const ofThisAccount = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
  expect(Object(KeyPolicy).Statement.slice(1)).toEqual([
    { ...use, Principal: { Service: 'cloudwatch.amazonaws.com' }, Condition: ofThisAccount },
    { ...use, Principal: { Service: 'events.amazonaws.com' } },
  ]);
});

test('the topic accepts messages of the two event rules, and of CloudWatch for this account, encrypted on their way', () => {
  const { PolicyDocument } = propertiesOf(toAddress(), 'AWS::SNS::TopicPolicy');
  expect(PolicyDocument).toMatchObject({
    Statement: [
      { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      {
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
      {
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'events.amazonaws.com' },
        Condition: {
          ArnEquals: {
            'aws:SourceArn': [
              { 'Fn::GetAtt': [expect.stringMatching(/^AlertsFailing/), 'Arn'] },
              { 'Fn::GetAtt': [expect.stringMatching(/^AlertsSettled/), 'Arn'] },
            ],
          },
        },
      },
    ],
  });
});

test('alarms go to the topic', () => {
  toAddress().allResourcesProperties('AWS::CloudWatch::Alarm', {
    AlarmActions: [{ Ref: Match.stringLikeRegexp('^AlertsTopic') }],
  });
});

test('two event rules tell of this rule: who became NON_COMPLIANT, and who is so no longer', () => {
  const template = toAddress();
  template.resourceCountIs('AWS::Events::Rule', 2);
  template.allResourcesProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.config'],
      'detail-type': ['Config Rules Compliance Change'],
      detail: { configRuleName: [{ Ref: Match.stringLikeRegexp('^RuleConfigRule') }] },
    },
  });
});

test('a message says what to do and what has changed, also of an annotation with quotes in it', () => {
  const annotation = 'anna has a console password … not "for ever".';
  const event: AwsEvent = {
    version: '0',
    id: 'id',
    'detail-type': 'Config Rules Compliance Change',
    source: 'aws.config',
    account: '123456789012',
    time: '2027-01-15T12:00:00Z',
    region: 'us-east-1',
    resources: [],
    detail: {
      resourceType: 'AWS::IAM::User',
      resourceId: 'AIDAEXAMPLE',
      awsAccountId: '123456789012',
      awsRegion: 'us-east-1',
      configRuleName: 'iam-console-mfa',
      newEvaluationResult: {
        complianceType: 'NON_COMPLIANT',
        resultRecordedTime: '2027-01-15T12:02:15.000Z',
        annotation,
      },
    },
  };
  const rules = toAddress().findResources('AWS::Events::Rule', {
    Properties: { Description: Match.stringLikeRegexp('became NON_COMPLIANT') },
  });
  const [rule] = Object.values(rules);
  const given = rule?.['Properties'].Targets[0].InputTransformer;
  const transformer = { paths: given.InputPathsMap, template: given.InputTemplate };
  expect(JSON.parse(targetInput(event, transformer) ?? 'null')).toEqual({
    annotation,
    change:
      'AWS::IAM::User AIDAEXAMPLE of account 123456789012 became NON_COMPLIANT: the AWS Config rule iam-console-mfa ' +
      'in us-east-1 says NON_COMPLIANT since 2027-01-15T12:02:15.000Z.',
  });
});

test('a topic that is there is used as it is: no key, no topic, no subscription', () => {
  const stack = testStack();
  const rule = new ConsoleMfaRule(stack, 'Rule');
  const topic = Topic.fromTopicArn(stack, 'Own', 'arn:aws:sns:eu-central-1:123456789012:security');
  new ConsoleMfaAlerts(stack, 'Alerts', { rule, receiver: { topic }, alarms: [rule.alarm] });
  const template = Template.fromStack(stack);
  for (const type of [
    'AWS::KMS::Key',
    'AWS::SNS::Topic',
    'AWS::SNS::Subscription',
    'AWS::SNS::TopicPolicy',
  ]) {
    template.resourceCountIs(type, 0);
  }
  template.allResourcesProperties('AWS::Events::Rule', {
    Targets: [Match.objectLike({ Arn: 'arn:aws:sns:eu-central-1:123456789012:security' })],
  });
});
