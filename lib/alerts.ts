import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import {
  EventField,
  type EventPattern,
  type IRuleTarget,
  Match,
  Rule,
  RuleTargetInput,
} from 'aws-cdk-lib/aws-events';
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
   * Whom to tell. A topic of yours must let `events.amazonaws.com` and `cloudwatch.amazonaws.com` publish. If it is
   * encrypted, the key must be a customer managed one that both may use.
   */
  readonly receiver: AlertReceiver;

  /** The alarms to tell of. */
  readonly alarms: readonly Alarm[];
}

const CLOUDWATCH = 'cloudwatch.amazonaws.com';
const EVENT_BRIDGE = 'events.amazonaws.com';
const USE_KEY = ['kms:Decrypt', 'kms:GenerateDataKey*'];
const NON_COMPLIANT = 'NON_COMPLIANT';

/**
 * Sends a message when a user becomes NON_COMPLIANT, when that is over, and when an alarm changes. A user whose
 * compliance stays the same causes no further message.
 */
export class ConsoleMfaAlerts extends Construct {
  /** Where the messages go: the receiver's, or its own. */
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, { rule, receiver, alarms }: ConsoleMfaAlertsProps) {
    super(scope, id);
    this.topic = 'topic' in receiver ? receiver.topic : this.createTopic(receiver.email);
    const rules = [
      this.tell('Failing', 'became NON_COMPLIANT', becameNonCompliant(rule.configRuleName)),
      this.tell('Settled', 'is no longer NON_COMPLIANT', isNoLonger(rule.configRuleName)),
    ];
    // CDK ignores this for a topic that is only imported.
    this.topic.addToResourcePolicy(mayPublish(this.topic, rules));
    for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(this.topic));
  }

  /**
   * Encrypted with a key whose policy can be written, for EventBridge may not use the one that AWS manages for SNS.
   * EventBridge uses the key without conditions: it sends a key none of the condition keys of its source.
   *
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
   */
  private createTopic(email: string): Topic {
    const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    const cloudWatch = { principals: [new ServicePrincipal(CLOUDWATCH)], conditions };
    const eventBridge = { principals: [new ServicePrincipal(EVENT_BRIDGE)] };
    const key = new Key(this, 'Key', {
      description: 'Encrypts alerts of the AWS Config rule on console passwords and MFA.',
      enableKeyRotation: true,
      // It holds nothing that lasts: a message is gone once it is delivered.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    for (const service of [cloudWatch, eventBridge]) {
      key.addToResourcePolicy(new PolicyStatement({ ...service, actions: USE_KEY, resources: ['*'] }));
    }
    const topic = new Topic(this, 'Topic', { displayName: 'Console MFA', masterKey: key, enforceSSL: true });
    const resources = [topic.topicArn];
    topic.addToResourcePolicy(new PolicyStatement({ ...cloudWatch, actions: ['sns:Publish'], resources }));
    topic.addSubscription(new EmailSubscription(email));
    return topic;
  }

  /**
   * The template is JSON, and the annotation is a value of its own in it, which EventBridge encodes. In a template of
   * text the annotation would stand between quotes, and it may hold quotes: those of a tag's value.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
   */
  private tell(id: string, what: string, eventPattern: EventPattern): Rule {
    const field = (path: string) => EventField.fromPath(`$.detail.${path}`);
    const input = RuleTargetInput.fromObject({
      annotation: field('newEvaluationResult.annotation'),
      change:
        `${field('resourceType')} ${field('resourceId')} of account ${field('awsAccountId')} ${what}: the AWS Config rule ` +
        `${field('configRuleName')} in ${field('awsRegion')} says ` +
        `${field('newEvaluationResult.complianceType')} since ${field('newEvaluationResult.resultRecordedTime')}.`,
    });
    // CDK's own target for topics lets EventBridge publish for any rule of any account.
    const target: IRuleTarget = {
      bind: () => ({ arn: this.topic.topicArn, input, targetResource: this.topic }),
    };
    return new Rule(this, id, {
      description: `A user ${what} with the AWS Config rule.`,
      eventPattern,
      targets: [target],
    });
  }
}

/** EventBridge for these rules alone, as AWS advises against the confused deputy. */
function mayPublish(topic: ITopic, rules: readonly Rule[]): PolicyStatement {
  return new PolicyStatement({
    principals: [new ServicePrincipal(EVENT_BRIDGE)],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { ArnEquals: { 'aws:SourceArn': rules.map(({ ruleArn }) => ruleArn) } },
  });
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
