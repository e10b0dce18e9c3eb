import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IRuleTarget, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

/** Whom to tell: an address, which gets a topic of its own, or a topic that is there. */
export type AlertReceiver = { readonly email: string } | { readonly topic: ITopic };

/** The receiver that two settings name, at most one of which is set. */
export function alertReceiver(
  scope: Construct,
  { alertEmail, alertTopicArn }: { readonly alertEmail?: string; readonly alertTopicArn?: string },
): AlertReceiver | undefined {
  if (alertEmail !== undefined) return { email: alertEmail };
  if (alertTopicArn === undefined) return undefined;
  return { topic: Topic.fromTopicArn(scope, 'AlertTopic', alertTopicArn) };
}

const CLOUDWATCH = 'cloudwatch.amazonaws.com';
const EVENT_BRIDGE = 'events.amazonaws.com';
const USE_KEY = ['kms:Decrypt', 'kms:GenerateDataKey*'];

/** The receiver's topic, or one of the scope's own, to which CloudWatch may publish alarms of this account. */
export function topicOf(scope: Construct, receiver: AlertReceiver, keyDescription: string): ITopic {
  return 'topic' in receiver ? receiver.topic : createTopic(scope, receiver.email, keyDescription);
}

/**
 * Encrypted with a key whose policy can be written, for EventBridge may not use the one that AWS manages for SNS.
 * EventBridge uses the key without conditions: it sends a key none of the condition keys of its source.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
function createTopic(scope: Construct, email: string, keyDescription: string): Topic {
  const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } };
  const cloudWatch = { principals: [new ServicePrincipal(CLOUDWATCH)], conditions };
  const eventBridge = { principals: [new ServicePrincipal(EVENT_BRIDGE)] };
  const key = new Key(scope, 'Key', {
    description: keyDescription,
    enableKeyRotation: true,
    // It holds nothing that lasts: a message is gone once it is delivered.
    removalPolicy: RemovalPolicy.DESTROY,
  });
  for (const service of [cloudWatch, eventBridge]) {
    key.addToResourcePolicy(new PolicyStatement({ ...service, actions: USE_KEY, resources: ['*'] }));
  }
  const topic = new Topic(scope, 'Topic', { displayName: 'Console MFA', masterKey: key, enforceSSL: true });
  const resources = [topic.topicArn];
  topic.addToResourcePolicy(new PolicyStatement({ ...cloudWatch, actions: ['sns:Publish'], resources }));
  topic.addSubscription(new EmailSubscription(email));
  return topic;
}

/** A topic as a rule's target. CDK's own lets EventBridge publish for any rule of any account. */
export function topicTarget(topic: ITopic, input: RuleTargetInput): IRuleTarget {
  return { bind: () => ({ arn: topic.topicArn, input, targetResource: topic }) };
}

/**
 * Lets EventBridge publish for these rules alone, as AWS advises against the confused deputy. CDK ignores it for a topic
 * that is only imported.
 */
export function letRulesPublish(topic: ITopic, rules: readonly Rule[]): void {
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(EVENT_BRIDGE)],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { ArnEquals: { 'aws:SourceArn': rules.map(({ ruleArn }) => ruleArn) } },
    }),
  );
}
