import type { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { ConsoleMfaRule } from './rule';

/** Properties of `ConsoleMfaAlarms`. */
export interface ConsoleMfaAlarmsProps {
  /** The rule to watch. It has an alarm for failed runs itself. */
  readonly rule: ConsoleMfaRule;
}

/** The share of its timeout from which on a run is near it. The rule stops asking at 85 %. */
const NEAR_TIMEOUT = 0.8;

/**
 * Alarms for what the one on failed runs cannot tell: AWS Config does not run the rule at all, Lambda does not let it
 * run, and a run that takes nearly all the time it has. Like that one they look at the time between two runs.
 */
export class ConsoleMfaAlarms extends Construct {
  /** In ALARM when no run has succeeded for twice the time between two. */
  readonly noRuns: Alarm;
  /** In ALARM when Lambda has refused to start the function. */
  readonly throttles: Alarm;
  /** In ALARM after a run that lasted 80 % of its timeout. */
  readonly longRuns: Alarm;

  constructor(scope: Construct, id: string, { rule }: ConsoleMfaAlarmsProps) {
    super(scope, id);
    const { lambdaFunction, period, timeout } = rule;
    const succeeded = new MathExpression({
      label: 'Runs that succeeded',
      expression: 'invocations - errors',
      usingMetrics: {
        invocations: lambdaFunction.metricInvocations({ period }),
        errors: lambdaFunction.metricErrors({ period }),
      },
      period,
    });
    this.noRuns = new Alarm(this, 'NoRuns', {
      metric: succeeded,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 1,
      // At most two days: CloudWatch looks back a week where a period lasts an hour or more.
      evaluationPeriods: 2,
      treatMissingData: TreatMissingData.BREACHING,
      alarmDescription:
        'No run of the AWS Config rule has succeeded for twice its period: results may be out of date. Does the rule ' +
        'exist, may AWS Config invoke the function, and what does the log group of the function say?',
    });
    this.throttles = this.once(
      'Throttles',
      lambdaFunction.metricThrottles({ period }),
      1,
      'Lambda did not let the function of the AWS Config rule run, and tries again for six hours. Look at the ' +
        "account's concurrency limit.",
    );
    this.longRuns = this.once(
      'LongRuns',
      lambdaFunction.metricDuration({ period, statistic: Stats.MAXIMUM }),
      timeout.toMilliseconds() * NEAR_TIMEOUT,
      `A run of the AWS Config rule lasted ${minutes(timeout, NEAR_TIMEOUT)} minutes or more of its ` +
        `${minutes(timeout, 1)}. IAM throttles the account: see who else asks it, and exempt or delete users.`,
    );
  }

  /** Every alarm. */
  get all(): readonly Alarm[] {
    return [this.noRuns, this.throttles, this.longRuns];
  }

  private once(id: string, metric: IMetric, threshold: number, alarmDescription: string): Alarm {
    return new Alarm(this, id, {
      metric,
      threshold,
      alarmDescription,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}

function minutes(timeout: Duration, share: number): number {
  return timeout.toMinutes() * share;
}
