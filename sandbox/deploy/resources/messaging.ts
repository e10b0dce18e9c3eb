import * as v from 'valibot';
import { quoted, SandboxError } from '../../errors';
import { parsePattern } from '../../events/event-pattern';
import {
  type CreateResource,
  numeric,
  physicalName,
  policyDocument,
  propertiesOf,
  type Target,
} from '../resource';

const queue = v.object({
  QueueName: v.optional(v.string()),
  VisibilityTimeout: v.optional(numeric, 30),
  RedrivePolicy: v.optional(v.object({ deadLetterTargetArn: v.string(), maxReceiveCount: numeric })),
});

export const createQueueResource: CreateResource = (request, target) => {
  const { QueueName, VisibilityTimeout, RedrivePolicy } = propertiesOf(queue, request);
  const queueName = QueueName ?? physicalName(request, target, 80);
  const queueArn = arnOf(target, 'sqs', queueName);
  const queueUrl = `https://sqs.${target.account.region}.amazonaws.com/${target.account.accountId}/${queueName}`;
  target.messaging.createQueue({
    queueName,
    queueArn,
    queueUrl,
    visibilityTimeoutMs: VisibilityTimeout * 1000,
    redrive: RedrivePolicy && {
      deadLetterArn: RedrivePolicy.deadLetterTargetArn,
      maxReceiveCount: RedrivePolicy.maxReceiveCount,
    },
  });
  return { ref: queueUrl, attributes: { Arn: queueArn, QueueName: queueName, QueueUrl: queueUrl } };
};

const queuePolicy = v.object({ Queues: v.array(v.string()), PolicyDocument: policyDocument });

export const createQueuePolicyResource: CreateResource = (request, target) => {
  const { Queues, PolicyDocument } = propertiesOf(queuePolicy, request);
  for (const queue of target.messaging.queues) {
    if (Queues.includes(queue.settings.queueUrl)) queue.policy = PolicyDocument;
  }
  return unnamed(request, target);
};

const topic = v.object({ TopicName: v.optional(v.string()), KmsMasterKeyId: v.optional(v.string()) });

export const createTopicResource: CreateResource = (request, target) => {
  const { TopicName, KmsMasterKeyId } = propertiesOf(topic, request);
  const topicName = TopicName ?? physicalName(request, target, 256);
  const topicArn = arnOf(target, 'sns', topicName);
  target.messaging.topics.push({ topicArn, keyArn: KmsMasterKeyId, policy: undefined });
  return { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: topicName } };
};

const topicPolicy = v.object({ Topics: v.array(v.string()), PolicyDocument: policyDocument });

export const createTopicPolicyResource: CreateResource = (request, target) => {
  const { Topics, PolicyDocument } = propertiesOf(topicPolicy, request);
  for (const topic of target.messaging.topics)
    if (Topics.includes(topic.topicArn)) topic.policy = PolicyDocument;
  return unnamed(request, target);
};

const key = v.object({ KeyPolicy: policyDocument });

export const createKeyResource: CreateResource = (request, target) => {
  const { KeyPolicy } = propertiesOf(key, request);
  const keyId = target.account.ids.requestId();
  const keyArn = arnOf(target, 'kms', `key/${keyId}`);
  target.messaging.keyPolicies.set(keyArn, KeyPolicy);
  return { ref: keyId, attributes: { Arn: keyArn, KeyId: keyId } };
};

const eventRule = v.object({
  Name: v.optional(v.string()),
  State: v.optional(v.picklist(['ENABLED', 'DISABLED']), 'ENABLED'),
  EventPattern: v.record(v.string(), v.unknown()),
  Targets: v.optional(
    v.array(
      v.object({
        Arn: v.string(),
        DeadLetterConfig: v.optional(v.object({ Arn: v.optional(v.string()) })),
        InputTransformer: v.optional(
          v.object({
            InputPathsMap: v.optional(v.record(v.string(), v.string()), {}),
            InputTemplate: v.string(),
          }),
        ),
      }),
    ),
    [],
  ),
});

/** @throws SandboxError `UnsupportedPattern` */
export const createEventRuleResource: CreateResource = (request, target) => {
  const { Name, State, EventPattern, Targets } = propertiesOf(eventRule, request);
  const name = Name ?? physicalName(request, target);
  const ruleArn = arnOf(target, 'events', `rule/${name}`);
  const pattern = parsePattern(EventPattern);
  const targets = Targets.map(({ Arn, DeadLetterConfig, InputTransformer: transformer }) => ({
    arn: Arn,
    deadLetterArn: DeadLetterConfig?.Arn,
    transformer: transformer && { paths: transformer.InputPathsMap, template: transformer.InputTemplate },
  }));
  if (State === 'ENABLED') target.messaging.bus.putRule({ ruleArn, pattern, targets });
  return { ref: name, attributes: { Arn: ruleArn } };
};

const mapping = v.object({
  EventSourceArn: v.string(),
  FunctionName: v.string(),
  BatchSize: v.optional(numeric, 10),
  MaximumBatchingWindowInSeconds: v.optional(numeric, 0),
  FunctionResponseTypes: v.optional(v.array(v.literal('ReportBatchItemFailures')), []),
  ScalingConfig: v.optional(v.object({ MaximumConcurrency: numeric })),
});

/** @throws SandboxError `NoSuchQueue` */
export const createEventSourceMappingResource: CreateResource = (request, target) => {
  const properties = propertiesOf(mapping, request);
  const { EventSourceArn, FunctionName } = properties;
  const isArn = FunctionName.startsWith('arn:');
  const isMade = target.messaging.createMapping(EventSourceArn, {
    functionArn: isArn ? FunctionName : arnOf(target, 'lambda', `function:${FunctionName}`),
    batchSize: properties.BatchSize,
    batchingWindowMs: properties.MaximumBatchingWindowInSeconds * 1000,
    maximumConcurrency: properties.ScalingConfig?.MaximumConcurrency ?? Infinity,
    reportBatchItemFailures: properties.FunctionResponseTypes.length > 0,
  });
  if (!isMade) {
    const what = `${request.logicalId} polls ${quoted(EventSourceArn)}, and the account has no such queue`;
    throw new SandboxError('NoSuchQueue', what);
  }
  return unnamed(request, target);
};

const unnamed: CreateResource = (request, target) => {
  const id = physicalName(request, target);
  return { ref: id, attributes: { Id: id } };
};

function arnOf(
  { account: { partition, region, accountId } }: Target,
  service: string,
  resource: string,
): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}
