import { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { ConsoleMfaNearRealTime, ConsoleMfaRule, type ConsoleMfaRuleProps } from '../../lib';
import { propertiesOf, testApp } from '../support/templates';

function built(props: ConsoleMfaRuleProps = {}, region?: string) {
  const stack = new Stack(testApp(), 'Test', region === undefined ? {} : { env: { region } });
  const rule = new ConsoleMfaRule(stack, 'Rule', props);
  const nearRealTime = new ConsoleMfaNearRealTime(stack, 'NearRealTime', { rule });
  return { stack, nearRealTime, template: Template.fromStack(stack) };
}

const infos = (stack: Stack) =>
  Annotations.fromStack(stack)
    .findInfo('*', Match.anyValue())
    .map(({ entry }) => String(entry.data));

describe('the event rule', () => {
  test.each([
    [{}, 6],
    [{ exemptUsers: ['a'] }, 7],
    [{ exemptGroups: ['robots'], exemptionTag: 'mfa-exempt-until' }, 11],
  ])("follows the rule's parameters: with %j it is for %i actions", (props, actions) => {
    const { EventPattern } = propertiesOf(built(props).template, 'AWS::Events::Rule');
    expect(EventPattern).toMatchObject({ detail: { eventName: { length: actions } } });
  });

  test('takes into the queue nothing that names a user', () => {
    const { template } = built();
    template.hasResourceProperties('AWS::Events::Rule', {
      Targets: [
        Match.objectLike({
          InputTransformer: {
            InputPathsMap: Match.exact({
              'detail-eventName': '$.detail.eventName',
              'detail-eventTime': '$.detail.eventTime',
              'detail-eventID': '$.detail.eventID',
            }),
            InputTemplate:
              '{"eventName":<detail-eventName>,"eventTime":<detail-eventTime>,"eventID":<detail-eventID>}',
          },
        }),
      ],
    });
  });
});

describe('the queues', () => {
  test('are encrypted, and the first hands what is never taken to the second', () => {
    const { template } = built();
    template.resourceCountIs('AWS::SQS::Queue', 2);
    template.allResourcesProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
    template.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 75,
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('DeadLetters'), 'Arn'] },
        maxReceiveCount: 100,
      },
    });
    template.hasResourceProperties('AWS::SQS::Queue', { MessageRetentionPeriod: 1_209_600 });
  });

  test('refuse what is not encrypted on its way', () => {
    const { template } = built();
    template.allResourcesProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });

  test('are gathered for 15 seconds, refused messages reported one by one', () => {
    expect(propertiesOf(built().template, 'AWS::Lambda::EventSourceMapping')).toEqual({
      BatchSize: 10_000,
      MaximumBatchingWindowInSeconds: 15,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
      EventSourceArn: { 'Fn::GetAtt': [expect.stringMatching(/^NearRealTimeEvents/), 'Arn'] },
      FunctionName: { Ref: expect.stringMatching(/^NearRealTimeFunction/) },
    });
  });
});

test('the function may start evaluations of this rule, take from this queue and write its log, nothing else', () => {
  built().template.hasResourceProperties('AWS::IAM::Role', {
    Policies: [
      {
        PolicyName: 'ConsoleMfaTrigger',
        PolicyDocument: {
          Statement: [
            {
              Sid: 'StartEvaluation',
              Effect: 'Allow',
              Action: 'config:StartConfigRulesEvaluation',
              Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^RuleConfigRule'), 'Arn'] },
            },
            {
              Sid: 'TakeEvents',
              Effect: 'Allow',
              Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
              Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^NearRealTimeEvents'), 'Arn'] },
            },
            {
              Sid: 'WriteLog',
              Effect: 'Allow',
              Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^NearRealTimeLog'), 'Arn'] },
            },
          ],
        },
      },
    ],
  });
});

test('alarms go off when the function fails three times and when an event is given up', () => {
  const { template, nearRealTime } = built();
  expect(nearRealTime.alarms).toHaveLength(2);
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'Errors',
    Period: 900,
    Threshold: 3,
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp('^NearRealTimeFunction') } }],
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Threshold: 1,
    Dimensions: [
      {
        Name: 'QueueName',
        Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^NearRealTimeDeadLetters'), 'QueueName'] },
      },
    ],
  });
});

describe("where IAM's events appear", () => {
  test.each(['us-east-1', 'cn-north-1', 'us-gov-west-1'])('in %s nothing is forwarded', (region) => {
    const { nearRealTime, template, stack } = built({}, region);
    expect(nearRealTime.forwarding).toBeUndefined();
    expect(Object.keys(template.toJSON()['Rules'])).toEqual(['CheckBootstrapVersion']);
    expect(infos(stack)).toEqual([expect.stringContaining('needs a CloudTrail trail')]);
  });

  test.each([
    ['eu-central-1', 'us-east-1', 'aws'],
    ['cn-northwest-1', 'cn-north-1', 'aws-cn'],
    ['us-gov-east-1', 'us-gov-west-1', 'aws-us-gov'],
  ])('for %s, a stack in %s forwards them, and synth says so', (region, home) => {
    const { nearRealTime, stack } = built({ exemptGroups: ['robots'] }, region);
    const { forwarding } = nearRealTime;
    if (forwarding === undefined) throw new Error('nothing forwards');
    expect(forwarding.region).toBe(home);
    expect(infos(stack)).toContainEqual(
      `IAM's events appear in ${home}, and this stack is for ${region}: the stack TestNearRealTimeEvents sends them ` +
        'here. Deploy both (cdk deploy --all), and bootstrap both regions.',
    );
    const here = propertiesOf(Template.fromStack(stack), 'AWS::Events::Rule');
    const there = propertiesOf(Template.fromStack(forwarding), 'AWS::Events::Rule');
    expect(there['EventPattern']).toEqual(here['EventPattern']);
    expect(JSON.stringify(there['Targets'])).toContain(`:events:${region}:`);
  });

  test('a region not known before the deployment is refused by CloudFormation unless it is one of these', () => {
    const { template, stack } = built();
    expect(Object.values(template.toJSON()['Rules'])).toContainEqual({
      Assertions: [
        {
          Assert: {
            'Fn::Contains': [expect.arrayContaining(['us-east-1', 'cn-north-1']), { Ref: 'AWS::Region' }],
          },
          AssertDescription: expect.stringContaining('set region to it (-c region=...)'),
        },
      ],
    });
    expect(infos(stack)).toContainEqual(expect.stringMatching(/^The region is not known yet\. .*refused\.$/));
  });

  test('a region that CDK does not know is refused at synthesis', () => {
    expect(() => built({}, 'mars-north-1')).toThrow(/^UnknownRegion: the region is "mars-north-1"/);
  });
});
