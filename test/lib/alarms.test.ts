import { Match, Template } from 'aws-cdk-lib/assertions';
import { MaximumExecutionFrequency } from 'aws-cdk-lib/aws-config';
import { ConsoleMfaAlarms, ConsoleMfaRule } from '../../lib';
import { testStack } from '../support/templates';

function alarms(maximumExecutionFrequency = MaximumExecutionFrequency.TWENTY_FOUR_HOURS): Template {
  const stack = testStack();
  const rule = new ConsoleMfaRule(stack, 'Rule', { maximumExecutionFrequency });
  new ConsoleMfaAlarms(stack, 'Alarms', { rule });
  return Template.fromStack(stack);
}

test.each([
  [MaximumExecutionFrequency.ONE_HOUR, 3_600],
  [MaximumExecutionFrequency.TWENTY_FOUR_HOURS, 86_400],
])(
  'no run of a rule that runs every %s succeeds for twice as long: alarm, also without any data',
  (frequency, period) => {
    alarms(frequency).hasResourceProperties('AWS::CloudWatch::Alarm', {
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 2,
      TreatMissingData: 'breaching',
      Metrics: [
        Match.objectLike({ Expression: 'invocations - errors' }),
        Match.objectLike({ MetricStat: Match.objectLike({ Period: period, Stat: 'Sum' }) }),
        Match.objectLike({ MetricStat: Match.objectLike({ Period: period, Stat: 'Sum' }) }),
      ],
    });
  },
);

test('no alarm looks back further than CloudWatch does: a week, where a period lasts an hour or more', () => {
  const found = Object.values(alarms().findResources('AWS::CloudWatch::Alarm'));
  for (const { Properties } of found) {
    const period = Properties.Period ?? 86_400;
    expect(period).toBeGreaterThanOrEqual(3_600);
    expect(period * Properties.EvaluationPeriods).toBeLessThanOrEqual(604_800);
  }
  expect(found).toHaveLength(4);
});

test('Lambda does not let the function run: alarm at the first throttle', () => {
  alarms().hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'Throttles',
    Statistic: 'Sum',
    Threshold: 1,
    TreatMissingData: 'notBreaching',
  });
});

test('a run lasts 12 minutes of its 15: alarm', () => {
  alarms().hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'Duration',
    Statistic: 'Maximum',
    Threshold: 720_000,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    AlarmDescription: Match.stringLikeRegexp('lasted 12 minutes or more of its 15'),
  });
});
