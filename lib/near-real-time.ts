import { Annotations, Duration } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { EventField, type EventPattern, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { type Architecture, EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { parseParameters } from '../rule/core/parse-parameters';
import { forwardIamEvents } from './iam-event-forwarding';
import type { IamEventForwardingStack } from './iam-event-forwarding-stack';
import { iamActions, iamEventPattern } from './iam-events';
import { nearRealTimeAlarms } from './near-real-time-alarms';
import type { ConsoleMfaRule } from './rule';
import { createTriggerFunction, TRIGGER_TIMEOUT } from './trigger-function';

/** Properties of `ConsoleMfaNearRealTime`. */
export interface ConsoleMfaNearRealTimeProps {
  /** The rule to evaluate. With `report: 'changes'` an evaluation that finds nothing new costs next to nothing. */
  readonly rule: ConsoleMfaRule;

  /**
   * How long the log is kept of what was started.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;

  /**
   * The processor architecture of the function.
   *
   * @default - that of the rule's function
   */
  readonly architecture?: Architecture;
}

/** How long events are gathered before they start an evaluation. */
const BATCHING_WINDOW = Duration.seconds(15);
/**
 * When a refused event is tried again. AWS advises six times the function's timeout and the window.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const VISIBILITY_TIMEOUT = Duration.seconds(6 * TRIGGER_TIMEOUT.toSeconds() + BATCHING_WINDOW.toSeconds());
/** The most that a batch may hold; it ends before at 6 MB, or some 6,000 of these messages. */
const BATCH_SIZE = 10_000;
/** Refusals are usual, so only after two hours of them is an event given up. */
const MAX_RECEIVE_COUNT = 100;

/**
 * Has AWS Config evaluate the rule soon after somebody has changed IAM: CloudTrail's events go through a queue, which
 * gathers a burst of them, to a function that asks AWS Config for an evaluation. CloudTrail delivers as best it can;
 * the rule's own schedule stays the guarantee. Needs a trail with management events; docs/near-real-time.md.
 *
 * CloudTrail records IAM in one region of a partition. For a rule in another one, a stack for that region is added
 * beside this construct's; where the region is not known before the deployment, that is refused elsewhere.
 */
export class ConsoleMfaNearRealTime extends Construct {
  /** Where events wait. */
  readonly queue: IQueue;
  /** Where events end that started no evaluation in two hours. */
  readonly deadLetterQueue: IQueue;
  /** The function that asks for evaluations. */
  readonly lambdaFunction: IFunction;
  /** What was started, and what was refused. */
  readonly logGroup: ILogGroup;
  /** In ALARM when events start no evaluations. Give them an action to be told. */
  readonly alarms: readonly Alarm[];
  /** The stack in the region where IAM's events appear; undefined if this construct is there. */
  readonly forwarding: IamEventForwardingStack | undefined;

  /** @throws ConsoleMfaError `UnknownRegion` in a region that CDK does not know, for IAM's home is not known either. */
  constructor(scope: Construct, id: string, props: ConsoleMfaNearRealTimeProps) {
    super(scope, id);
    const deadLetterQueue = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const queue = new Queue(this, 'Events', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: VISIBILITY_TIMEOUT,
      deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
    this.queue = queue;
    this.deadLetterQueue = deadLetterQueue;
    const eventPattern = iamEventPattern(iamActions(parseParameters(props.rule.inputParameters)));
    this.sendToQueue(eventPattern);
    this.logGroup = new LogGroup(this, 'Log', { retention: props.logRetention ?? RetentionDays.ONE_MONTH });
    this.lambdaFunction = createTriggerFunction(this, { ...props, queue, logGroup: this.logGroup });
    new EventSourceMapping(this, 'Gathering', {
      target: this.lambdaFunction,
      eventSourceArn: queue.queueArn,
      batchSize: BATCH_SIZE,
      maxBatchingWindow: BATCHING_WINDOW,
      // The fewest that can be set: whatever else asks at the same time is refused.
      maxConcurrency: 2,
      reportBatchItemFailures: true,
    });
    this.alarms = nearRealTimeAlarms(this, this.lambdaFunction, deadLetterQueue);
    this.forwarding = forwardIamEvents(this, eventPattern);
    Annotations.of(this).addInfo(
      'Near real time needs a CloudTrail trail that records management events, writes among them, in the region where ' +
        'IAM runs; without one no event arrives, and the rule runs on its schedule alone.',
    );
  }

  /** Of an event, nothing that names a user is kept. */
  private sendToQueue(eventPattern: EventPattern): void {
    const message = RuleTargetInput.fromObject({
      eventName: EventField.fromPath('$.detail.eventName'),
      eventTime: EventField.fromPath('$.detail.eventTime'),
      eventID: EventField.fromPath('$.detail.eventID'),
    });
    new Rule(this, 'IamEvents', {
      description: 'Changes in IAM that may change what the AWS Config rule says of a user.',
      eventPattern,
      targets: [new SqsQueue(this.queue, { message, deadLetterQueue: this.deadLetterQueue })],
    });
  }
}
