import { Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { EventField, type EventPattern, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type AlertReceiver, letRulesPublish, topicOf, topicTarget } from '../alert-topic';

/** Properties of `DeploymentAlerts`. */
export interface DeploymentAlertsProps {
  /** The stack set of whose accounts to tell. */
  readonly stackSetName: string;
  /** Whom to tell. */
  readonly receiver: AlertReceiver;
  /** The alarms to tell of. */
  readonly alarms: readonly Alarm[];
}

const KEY_DESCRIPTION = 'Encrypts alerts of accounts in which the stack of the AWS Config rule has failed.';

/** Tells of every account in which the stack of a stack set has failed, with the reason. */
export class DeploymentAlerts extends Construct {
  /** Where the messages go. */
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, { stackSetName, receiver, alarms }: DeploymentAlertsProps) {
    super(scope, id);
    this.topic = topicOf(this, receiver, KEY_DESCRIPTION);
    const rule = new Rule(this, 'Failed', {
      description: 'The stack of the AWS Config rule has failed in an account of the organization.',
      eventPattern: failed(Stack.of(this).region, stackSetName),
      targets: [topicTarget(this.topic, MESSAGE)],
    });
    letRulesPublish(this.topic, [rule]);
    for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(this.topic));
  }
}

/**
 * An instance is OUTDATED during every operation, PENDING and RUNNING, so that status alone does not tell of a failure.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stackset-stack-instance-status-change.html
 */
function failed(region: string, stackSetName: string): EventPattern {
  return {
    source: ['aws.cloudformation'],
    detailType: ['CloudFormation StackSet StackInstance Status Change'],
    detail: {
      'stack-set-arn': Match.wildcard(`arn:*:cloudformation:${region}:*:stackset/${stackSetName}:*`),
      'status-details': {
        status: ['OUTDATED', 'INOPERABLE'],
        'detailed-status': ['FAILED', 'FAILED_IMPORT', 'INOPERABLE'],
      },
    },
  };
}

const field = (path: string) => EventField.fromPath(`$.detail.${path}`);

/**
 * The event names the account in the stack's ARN alone. The reason, which often holds quotation marks, is a value of its
 * own, which EventBridge encodes.
 */
const MESSAGE = RuleTargetInput.fromObject({
  failure:
    `The AWS Config rule for console passwords and MFA is missing or out of date in an account: ${field('stack-id')} is ` +
    `${field('status-details.status')} (${field('status-details.detailed-status')}).`,
  reason: field('status-details.status-reason'),
  remedy:
    'Correct it in the account whose ID is in that ARN, for example by turning on a customer managed configuration ' +
    'recorder. CloudFormation tries an OUTDATED stack again every day.',
});
