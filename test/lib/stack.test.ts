import { Template } from 'aws-cdk-lib/assertions';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { ConsoleMfaStack, type ConsoleMfaStackProps } from '../../lib/stack';
import { testApp } from '../support/templates';

function stackWith(props: ConsoleMfaStackProps): ConsoleMfaStack {
  return new ConsoleMfaStack(testApp(), 'Stack', props);
}

function templateOf(props: ConsoleMfaStackProps = {}): Template {
  return Template.fromStack(stackWith(props));
}

test('a stack without enforceMfaFrom has no group, no managed policy and no output', () => {
  const template = templateOf();
  template.resourceCountIs('AWS::IAM::Group', 0);
  template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
  expect(template.findOutputs('*')).toEqual({});
});

test('a stack with enforceMfaFrom carries the self-service group with both policies and names them', () => {
  const template = templateOf({ enforceMfaFrom: '2027-02-01' });
  template.resourceCountIs('AWS::IAM::Group', 1);
  template.resourceCountIs('AWS::IAM::ManagedPolicy', 2);
  expect(JSON.stringify(template.findResources('AWS::IAM::ManagedPolicy'))).toContain(
    '"aws:CurrentTime":"2027-02-01T00:00:00Z"',
  );
  expect(Object.keys(template.findOutputs('*')).sort()).toEqual(['EnforcementPolicy', 'SelfServiceGroup']);
});

describe('the remediation', () => {
  test('is not there unless it is asked for', () => {
    templateOf({ enforceMfaFrom: '2027-02-01' }).resourceCountIs('AWS::Config::RemediationConfiguration', 0);
  });

  test.each(['manual', 'automatic'] as const)('is %s where that is asked for', (remediation) => {
    const template = templateOf({ enforceMfaFrom: '2027-02-01', remediation });
    template.hasResourceProperties('AWS::Config::RemediationConfiguration', {
      Automatic: remediation === 'automatic',
    });
  });

  test('is refused without enforceMfaFrom', () => {
    expect(() => stackWith({ remediation: 'manual' })).toThrow(
      'NothingEnforced: remediation is manual and enforceMfaFrom is not set; it adds users to the group that ' +
        'enforceMfaFrom makes, so set both or neither',
    );
  });
});

describe('how the rule is run', () => {
  const countsOf = (props: ConsoleMfaStackProps) => {
    const counts: Record<string, number> = {};
    for (const { Type } of Object.values<{ readonly Type: string }>(
      templateOf(props).toJSON()['Resources'],
    )) {
      counts[Type] = (counts[Type] ?? 0) + 1;
    }
    return counts;
  };

  test('without settings: the rule and four alarms, nothing else', () => {
    expect(countsOf({})).toEqual({
      'AWS::CloudWatch::Alarm': 4,
      'AWS::Config::ConfigRule': 1,
      'AWS::IAM::Role': 1,
      'AWS::Lambda::Function': 1,
      'AWS::Lambda::Permission': 1,
      'AWS::Logs::LogGroup': 1,
    });
  });

  test.each([
    [{ dashboard: true }, { 'AWS::CloudWatch::Dashboard': 1 }],
    [{ securityHubSeverity: 'HIGH' }, { 'AWS::SecurityHub::AutomationRule': 1 }],
    [{ alertTopicArn: 'arn:aws:sns:eu-central-1:123456789012:security' }, { 'AWS::Events::Rule': 2 }],
    [
      { alertEmail: 'security@example.com' },
      {
        'AWS::Events::Rule': 2,
        'AWS::KMS::Key': 1,
        'AWS::SNS::Topic': 1,
        'AWS::SNS::TopicPolicy': 1,
        'AWS::SNS::Subscription': 1,
      },
    ],
    [
      { nearRealTime: true },
      {
        'AWS::CloudWatch::Alarm': 6,
        'AWS::Events::Rule': 1,
        'AWS::IAM::Role': 2,
        'AWS::Lambda::EventSourceMapping': 1,
        'AWS::Lambda::Function': 2,
        'AWS::Logs::LogGroup': 2,
        'AWS::SQS::Queue': 2,
        'AWS::SQS::QueuePolicy': 2,
      },
    ],
  ] as const)('%j adds %j', (props, more) => {
    expect(countsOf(props)).toEqual({ ...countsOf({}), ...more });
  });

  test('near real time reports changes, unless told otherwise', () => {
    const parameters = (props: ConsoleMfaStackProps) => stackWith(props).rule.inputParameters;
    expect(parameters({ nearRealTime: true })).toEqual({ report: 'changes' });
    expect(parameters({ nearRealTime: true, report: 'all' })).toEqual({ report: 'all' });
    expect(parameters({ nearRealTime: false })).toEqual({});
  });

  test('every alarm goes to whom the alerts go', () => {
    const props = { nearRealTime: true, alertTopicArn: 'arn:aws:sns:eu-central-1:123456789012:security' };
    templateOf(props).allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: ['arn:aws:sns:eu-central-1:123456789012:security'],
    });
  });

  test('an address and a topic at once are refused', () => {
    const alertTopicArn = 'arn:aws:sns:eu-central-1:123456789012:security';
    expect(() => stackWith({ alertEmail: 'security@example.com', alertTopicArn })).toThrow(
      'TwoReceivers: alertEmail and alertTopicArn are both set; set one, and subscribe the address to the topic',
    );
  });
});

describe('the functions', () => {
  const everyFunction = { nearRealTime: true, enforceMfaFrom: '2027-02-01', remediation: 'manual' } as const;
  const functions = (props: ConsoleMfaStackProps): readonly Readonly<Record<string, unknown>>[] =>
    Object.values(templateOf(props).findResources('AWS::Lambda::Function')).map(
      ({ Properties }) => Properties,
    );

  test.each([
    [{}, 'arm64'],
    [{ architecture: Architecture.ARM_64 }, 'arm64'],
    [{ architecture: Architecture.X86_64 }, 'x86_64'],
  ])('with %j, all three run on %s', (props, architecture) => {
    expect(functions({ ...everyFunction, ...props }).map(({ Architectures }) => Architectures)).toEqual([
      [architecture],
      [architecture],
      [architecture],
    ]);
  });

  test('publish custom metrics only with a dashboard, or where that is asked for', () => {
    const [rule, ...others] = functions({ ...everyFunction, metrics: true });
    expect(rule).toMatchObject({ Environment: { Variables: { PUBLISH_METRICS: 'true' } } });
    expect(JSON.stringify(others)).not.toContain('PUBLISH_METRICS');
    expect(JSON.stringify(functions({ dashboard: true }))).toContain('"PUBLISH_METRICS":"true"');
    expect(JSON.stringify(functions({}))).not.toContain('PUBLISH_METRICS');
    expect(JSON.stringify(functions({ dashboard: false, metrics: false }))).not.toContain('PUBLISH_METRICS');
  });

  test('no alarm looks at a custom metric', () => {
    const alarms = templateOf({ ...everyFunction, dashboard: true }).findResources('AWS::CloudWatch::Alarm');
    expect(Object.keys(alarms)).toHaveLength(6);
    expect(JSON.stringify(alarms)).not.toContain('IamConsoleMfa');
  });
});
