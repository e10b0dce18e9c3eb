import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
  Metric,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { ConsoleMfaNearRealTime } from './near-real-time';
import type { ConsoleMfaRule } from './rule';

/** Properties of `ConsoleMfaDashboard`. */
export interface ConsoleMfaDashboardProps {
  /** The rule to show. It publishes custom metrics from then on; see `ConsoleMfaRule.publishMetrics`. */
  readonly rule: ConsoleMfaRule;

  /**
   * What starts its evaluations.
   *
   * @default - nothing about events
   */
  readonly nearRealTime?: ConsoleMfaNearRealTime | undefined;

  /** The alarms whose states are shown on top. */
  readonly alarms: readonly IAlarm[];
}

/**
 * A CloudWatch dashboard of the rule: its alarms, users by verdict, and what its runs ask and last. CloudWatch bills
 * the custom metrics that it shows, and each dashboard of an account beyond the third.
 */
export class ConsoleMfaDashboard extends Construct {
  /** Give it widgets of your own. */
  readonly dashboard: Dashboard;

  constructor(scope: Construct, id: string, { rule, nearRealTime, alarms }: ConsoleMfaDashboardProps) {
    super(scope, id);
    rule.publishMetrics();
    const { lambdaFunction } = rule;
    const period = Duration.hours(1);
    this.dashboard = new Dashboard(this, 'Dashboard', {
      defaultInterval: Duration.days(30),
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', width: 24, height: 3, alarms: [...alarms] })],
        [
          graph('Users by verdict', [
            ofRuns('NonCompliantUsers', Stats.MAXIMUM),
            ofRuns('CompliantUsers', Stats.MAXIMUM),
            ofRuns('ExemptUsers', Stats.MAXIMUM),
            ofRuns('UsersWithoutResult', Stats.MAXIMUM),
          ]),
          graph('Runs', [
            lambdaFunction.metricInvocations({ period }),
            lambdaFunction.metricErrors({ period }),
            lambdaFunction.metricThrottles({ period }),
          ]),
        ],
        [
          graph('Calls to AWS a run', [ofRuns('Calls', Stats.MAXIMUM), ofRuns('Retries', Stats.MAXIMUM)]),
          graph('How long a run lasts', [
            lambdaFunction.metricDuration({ period, statistic: Stats.MAXIMUM }),
          ]),
        ],
        nearRealTime === undefined ? [] : eventWidgets(nearRealTime, period),
      ],
    });
  }
}

function eventWidgets({ queue, deadLetterQueue, lambdaFunction }: ConsoleMfaNearRealTime, period: Duration) {
  return [
    graph('IAM events', [
      queue.metricNumberOfMessagesSent({ period }),
      queue.metricNumberOfMessagesDeleted({ period }),
      deadLetterQueue.metricApproximateNumberOfMessagesVisible({ period }),
    ]),
    graph('Asking for evaluations', [
      lambdaFunction.metricInvocations({ period }),
      lambdaFunction.metricErrors({ period }),
    ]),
  ];
}

/** A metric that the rule's function writes, under the namespace and dimension of its handler. */
function ofRuns(metricName: string, statistic: string): Metric {
  return new Metric({
    namespace: 'IamConsoleMfa',
    metricName,
    dimensionsMap: { service: 'iam-console-mfa' },
    statistic,
    period: Duration.hours(1),
  });
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, width: 12, height: 6, left });
}
