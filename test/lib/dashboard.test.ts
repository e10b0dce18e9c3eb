import { Template } from 'aws-cdk-lib/assertions';
import { ConsoleMfaDashboard, ConsoleMfaNearRealTime, ConsoleMfaRule } from '../../lib';
import { testStack } from '../support/templates';

function body(withEvents: boolean): string {
  const stack = testStack();
  const rule = new ConsoleMfaRule(stack, 'Rule');
  const nearRealTime = withEvents ? new ConsoleMfaNearRealTime(stack, 'NearRealTime', { rule }) : undefined;
  new ConsoleMfaDashboard(stack, 'Dashboard', { rule, nearRealTime, alarms: [rule.alarm] });
  return JSON.stringify(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
}

test("shows the metrics that the rule's function writes, as it writes them", () => {
  for (const metric of [
    'NonCompliantUsers',
    'CompliantUsers',
    'ExemptUsers',
    'UsersWithoutResult',
    'Calls',
    'Retries',
  ]) {
    expect(body(false)).toContain(`[\\"IamConsoleMfa\\",\\"${metric}\\",\\"service\\",\\"iam-console-mfa\\"`);
  }
});

test('shows IAM events only where there are any', () => {
  expect(body(false)).not.toContain('IAM events');
  expect(body(true)).toContain('IAM events');
});

test('has the function publish the metrics that it shows', () => {
  const stack = testStack();
  const rule = new ConsoleMfaRule(stack, 'Rule');
  new ConsoleMfaDashboard(stack, 'Dashboard', { rule, alarms: [] });
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { PUBLISH_METRICS: 'true' } },
  });
});
