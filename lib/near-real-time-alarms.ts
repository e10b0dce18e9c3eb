import { Duration } from 'aws-cdk-lib';
import { type Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** Alarms for events that start no evaluations: the function fails, or gives events up. */
export function nearRealTimeAlarms(
  scope: Construct,
  trigger: IFunction,
  deadLetterQueue: IQueue,
): readonly Alarm[] {
  const common = {
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  };
  const failed = trigger.metricErrors({ period: Duration.minutes(15) });
  const deadLetters = deadLetterQueue.metricApproximateNumberOfMessagesVisible();
  return [
    failed.createAlarm(scope, 'FailedTriggers', {
      ...common,
      threshold: 3,
      alarmDescription:
        'IAM events start no evaluation of the AWS Config rule; the log group of the function says why. The rule ' +
        'still runs on its schedule.',
    }),
    deadLetters.createAlarm(scope, 'LostEvents', {
      ...common,
      threshold: 1,
      alarmDescription:
        'IAM events started no evaluation of the AWS Config rule in two hours and were given up. Start one by hand, ' +
        'then purge the queue.',
    }),
  ];
}
