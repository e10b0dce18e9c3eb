import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { EventField, type EventPattern, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { ConsoleMfaRule } from './rule';

/** Whom to tell: an address, which gets a topic of its own, or a topic that is there. */
export type AlertReceiver = { readonly email: string } | { readonly topic: ITopic };

/** Properties of `ConsoleMfaAlerts`. */
export interface ConsoleMfaAlertsProps {
  /** Whose results to tell of. */
  readonly rule: ConsoleMfaRule;

  /**
   * Whom to tell. A topic of yours must let `events.amazonaws.com` and `cloudwatch.amazonaws.com` publish, and if it is
   * encrypted, its key must be a customer managed one that both may use.
   */
  readonly receiver: AlertReceiver;

  /** The alarms to tell of. */
  readonly alarms: readonly Alarm[];
}

const CLOUDWATCH = 'cloudwatch.amazonaws.com';
const NON_COMPLIANT = 'NON_COMPLIANT';

/**
 * Tells people, in a sentence each, who has become NON_COMPLIANT and who is so no longer, and of alarms. Who stays as
 * they were is not told of again.
 */
export class ConsoleMfaAlerts extends Construct {
  /** Where the messages go: the receiver's, or its own. */
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, { rule, receiver, alarms }: ConsoleMfaAlertsProps) {
    super(scope, id);
    this.topic = 'topic' in receiver ? receiver.topic : this.createTopic(receiver.email);
    this.tell('Failing', 'became NON_COMPLIANT', becameNonCompliant(rule.configRuleName));
    this.tell('Settled', 'is no longer NON_COMPLIANT', isNoLonger(rule.configRuleName));
    for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(this.topic));
  }

  /**
   * Encrypted with a key whose policy can be written, for EventBridge may not use the one that AWS manages for SNS. The
   * event rules' target lets EventBridge in, without conditions: it brings none to a key.
   *
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
   */
  private createTopic(email: string): Topic {
    const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    const key = new Key(this, 'Key', {
      description: 'Encrypts alerts of the AWS Config rule on console passwords and MFA.',
      enableKeyRotation: true,
      // It holds nothing that lasts: a message is gone once it is delivered.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(CLOUDWATCH)],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions,
      }),
    );
    const topic = new Topic(this, 'Topic', { displayName: 'Console MFA', masterKey: key, enforceSSL: true });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(CLOUDWATCH)],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions,
      }),
    );
    topic.addSubscription(new EmailSubscription(email));
    return topic;
  }

  private tell(id: string, what: string, eventPattern: EventPattern): void {
    const field = (path: string) => EventField.fromPath(`$.detail.${path}`);
    const message = [
      field('newEvaluationResult.annotation'),
      `${field('resourceType')} ${field('resourceId')} of account ${field('awsAccountId')} ${what}: the AWS Config rule ` +
        `${field('configRuleName')} in ${field('awsRegion')} says ` +
        `${field('newEvaluationResult.complianceType')} since ${field('newEvaluationResult.resultRecordedTime')}.`,
    ].join('\n');
    new Rule(this, id, {
      description: `A user ${what} with the AWS Config rule.`,
      eventPattern,
      targets: [new SnsTopic(this.topic, { message: RuleTargetInput.fromMultilineText(message) })],
    });
  }
}

/** A resource without an earlier result has none in the event. */
function becameNonCompliant(configRuleName: string): EventPattern {
  const earlier = (complianceType: string[]) => ({ oldEvaluationResult: { complianceType } });
  return complianceChange({
    configRuleName: [configRuleName],
    newEvaluationResult: { complianceType: [NON_COMPLIANT] },
    $or: [earlier(Match.anythingBut(NON_COMPLIANT)), earlier(Match.doesNotExist())],
  });
}

function isNoLonger(configRuleName: string): EventPattern {
  return complianceChange({
    configRuleName: [configRuleName],
    newEvaluationResult: { complianceType: Match.anythingBut(NON_COMPLIANT) },
    oldEvaluationResult: { complianceType: [NON_COMPLIANT] },
  });
}

/** @see https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html */
function complianceChange(detail: Readonly<Record<string, unknown>>): EventPattern {
  return {
    source: ['aws.config'],
    detailType: ['Config Rules Compliance Change'],
    detail: { messageType: ['ComplianceChangeNotification'], ...detail },
  };
}
