import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { EventField, type EventPattern, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

/** Properties of `DeploymentAlerts`. */
export interface DeploymentAlertsProps {
  /** The stack set of whose accounts to tell. */
  readonly stackSetName: string;
  /** An address, which gets a topic of its own, … */
  readonly alertEmail: string | undefined;
  /** … or a topic that is there. */
  readonly alertTopicArn: string | undefined;
  /** The alarms to tell of. */
  readonly alarms: readonly Alarm[];
}

/** Tells of every account in which the stack of a stack set has failed, with the reason. */
export class DeploymentAlerts extends Construct {
  /** Where the messages go. */
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, props: DeploymentAlertsProps) {
    super(scope, id);
    const { alertEmail, alertTopicArn, alarms, stackSetName } = props;
    const rule = new Rule(this, 'Failed', {
      description: 'The stack of the AWS Config rule has failed in an account of the organization.',
      eventPattern: failed(Stack.of(this).region, stackSetName),
    });
    this.topic =
      alertTopicArn === undefined
        ? this.createTopic(alertEmail, rule)
        : Topic.fromTopicArn(this, 'Topic', alertTopicArn);
    const { topicArn } = this.topic;
    // CDK's own target lets every rule publish.
    rule.addTarget({ bind: () => ({ arn: topicArn, input: RuleTargetInput.fromMultilineText(MESSAGE) }) });
    for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(this.topic));
  }

  /** EventBridge brings a key none of the condition keys that tell whom it acts for (docs/decisions/0063). */
  private createTopic(alertEmail: string | undefined, rule: Rule): Topic {
    const ofThisAccount = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    const key = new Key(this, 'Key', {
      description: 'Encrypts alerts of accounts in which the stack of the AWS Config rule has failed.',
      enableKeyRotation: true,
      // It holds nothing that lasts: a message is gone once it is delivered.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const topic = new Topic(this, 'Topic', { displayName: 'Console MFA', masterKey: key, enforceSSL: true });
    const allow = (service: string, conditions?: Readonly<Record<string, unknown>>) => ({
      principals: [new ServicePrincipal(service)],
      ...(conditions !== undefined && { conditions }),
    });
    const use = { actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'] };
    key.addToResourcePolicy(new PolicyStatement({ ...allow('events.amazonaws.com'), ...use }));
    key.addToResourcePolicy(
      new PolicyStatement({ ...allow('cloudwatch.amazonaws.com', ofThisAccount), ...use }),
    );
    const publish = { actions: ['sns:Publish'], resources: [topic.topicArn] };
    const ofTheRule = { ArnEquals: { 'aws:SourceArn': rule.ruleArn } };
    topic.addToResourcePolicy(
      new PolicyStatement({ ...allow('events.amazonaws.com', ofTheRule), ...publish }),
    );
    topic.addToResourcePolicy(
      new PolicyStatement({ ...allow('cloudwatch.amazonaws.com', ofThisAccount), ...publish }),
    );
    if (alertEmail !== undefined) topic.addSubscription(new EmailSubscription(alertEmail));
    return topic;
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

/** The event names the account in the stack's ARN alone. */
const MESSAGE = [
  `The AWS Config rule for console passwords and MFA is missing or out of date in an account: ${field('stack-id')} is ` +
    `${field('status-details.status')} (${field('status-details.detailed-status')}).`,
  `Reason: ${field('status-details.status-reason')}`,
  'Correct it in the account whose ID is in that ARN, for example by turning on a customer managed configuration ' +
    'recorder. CloudFormation tries an OUTDATED stack again every day.',
].join('\n');
