import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { operationProps } from '../../lib/operation-settings';

function faultsOf(context: Readonly<Record<string, unknown>>): readonly string[] {
  const faults: string[] = [];
  operationProps(context, faults);
  return faults;
}

function propsOf(context: Readonly<Record<string, unknown>>) {
  const faults: string[] = [];
  const props = operationProps(context, faults);
  expect(faults).toEqual([]);
  return props;
}

const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:security';

test('nothing set is nothing', () => {
  expect(propsOf({})).toEqual({});
});

test.each([
  [{ nearRealTime: true }, { nearRealTime: true }],
  [{ nearRealTime: 'true' }, { nearRealTime: true }],
  [{ nearRealTime: 'false' }, { nearRealTime: false }],
  [{ dashboard: 'true' }, { dashboard: true }],
  [{ metrics: 'true' }, { metrics: true }],
  [{ architecture: 'arm64' }, { architecture: Architecture.ARM_64 }],
  [{ architecture: 'x86_64' }, { architecture: Architecture.X86_64 }],
  [{ region: 'cn-northwest-1' }, { env: { region: 'cn-northwest-1' } }],
  [{ alertEmail: 'security@example.com' }, { alertEmail: 'security@example.com' }],
  [
    { alertTopicArn: TOPIC, region: 'eu-central-1' },
    { alertTopicArn: TOPIC, env: { region: 'eu-central-1' } },
  ],
  [{ securityHubSeverity: 'CRITICAL' }, { securityHubSeverity: 'CRITICAL' }],
])('%j makes %j', (context, props) => {
  expect(propsOf(context)).toEqual(props);
});

test.each([
  [{ nearRealTime: 'yes' }, 'nearRealTime is "yes"; allowed: true or false'],
  [{ nearRealTime: 1 }, 'nearRealTime is "1"; allowed: true or false'],
  [{ dashboard: null }, 'dashboard is "null"; allowed: true or false'],
  [{ architecture: 'x86' }, 'architecture is "x86"; allowed: arm64 or x86_64'],
  [{ architecture: 'x86-64' }, 'architecture is "x86-64", did you mean x86_64?; allowed: arm64 or x86_64'],
  [
    { region: 'eu-centrl-1' },
    'region is "eu-centrl-1", did you mean eu-central-1?; allowed: a region that AWS CDK knows, such as eu-central-1',
  ],
  [{ region: 7 }, 'region is "7"; allowed: a region that AWS CDK knows, such as eu-central-1'],
  [
    { alertEmail: 'a@example.com, b@example.com' },
    'alertEmail is "a@example.com, b@example.com"; allowed: one address, such as security@example.com',
  ],
  [
    { alertEmail: 'security' },
    'alertEmail is "security"; allowed: one address, such as security@example.com',
  ],
  [
    { alertTopicArn: `${TOPIC}.fifo` },
    `alertTopicArn is "${TOPIC}.fifo"; allowed: the ARN of a standard SNS topic, such as ${TOPIC}`,
  ],
  [
    { securityHubSeverity: 'CRITICL' },
    'securityHubSeverity is "CRITICL", did you mean CRITICAL?; allowed: INFORMATIONAL, LOW, MEDIUM, HIGH, CRITICAL',
  ],
])('%j is refused with what is allowed', (context, fault) => {
  expect(faultsOf(context)).toEqual([fault]);
});

test('an address and a topic at once are refused, and why', () => {
  expect(faultsOf({ alertEmail: 'security@example.com', alertTopicArn: TOPIC })).toEqual([
    'alertEmail and alertTopicArn are both set; set one: alertEmail makes a topic of its own, and to a topic of yours ' +
      'you can subscribe the address yourself',
  ]);
});

test('a topic of another region is refused, and why', () => {
  expect(faultsOf({ alertTopicArn: TOPIC, region: 'us-east-1' })).toEqual([
    'alertTopicArn is of eu-central-1 and region is us-east-1; EventBridge and CloudWatch publish to topics of their ' +
      'own region alone',
  ]);
});
