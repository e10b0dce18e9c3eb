import { Annotations, CfnRule, Duration, Fn, Stack, Token } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { EventField, type EventPattern, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type Architecture, EventSourceMapping, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../lambda/trigger/environment';
import { ConsoleMfaError, quoted } from '../rule/core/errors';
import { parseParameters } from '../rule/core/parse-parameters';
import { handlerCode } from './handler-code';
import { IamEventForwardingStack } from './iam-event-forwarding-stack';
import { iamActions, iamEventPattern } from './iam-events';
import { IAM_HOME_REGIONS, iamHomeRegion } from './iam-home-region';
import type { ConsoleMfaRule } from './rule';

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
const FUNCTION_TIMEOUT = Duration.seconds(10);
/**
 * When a refused event is tried again. AWS advises six times the function's timeout and the window.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const VISIBILITY_TIMEOUT = Duration.seconds(6 * FUNCTION_TIMEOUT.toSeconds() + BATCHING_WINDOW.toSeconds());
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
    this.lambdaFunction = this.createFunction(props);
    new EventSourceMapping(this, 'Gathering', {
      target: this.lambdaFunction,
      eventSourceArn: queue.queueArn,
      batchSize: BATCH_SIZE,
      maxBatchingWindow: BATCHING_WINDOW,
      // The fewest that can be set: whatever else asks at the same time is refused.
      maxConcurrency: 2,
      reportBatchItemFailures: true,
    });
    this.alarms = this.createAlarms();
    this.forwarding = this.forward(eventPattern);
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

  private createFunction({ rule, architecture }: ConsoleMfaNearRealTimeProps): IFunction {
    const statement = (sid: string, actions: string[], resource: string) =>
      new PolicyStatement({ sid, actions, resources: [resource] });
    const role = new Role(this, 'Role', {
      description: 'Takes IAM events from a queue and starts evaluations of the AWS Config rule.',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        ConsoleMfaTrigger: new PolicyDocument({
          statements: [
            statement('StartEvaluation', ['config:StartConfigRulesEvaluation'], rule.configRuleArn),
            statement(
              'TakeEvents',
              ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
              this.queue.queueArn,
            ),
            statement('WriteLog', ['logs:CreateLogStream', 'logs:PutLogEvents'], this.logGroup.logGroupArn),
          ],
        }),
      },
    });
    return new NodejsFunction(this, 'Function', {
      ...handlerCode('lambda/trigger/handler.ts'),
      description: 'Starts an evaluation of the AWS Config rule after changes in IAM.',
      runtime: Runtime.NODEJS_24_X,
      architecture: architecture ?? rule.architecture,
      memorySize: 256,
      timeout: FUNCTION_TIMEOUT,
      environment: { [ENVIRONMENT.configRuleName]: rule.configRuleName },
      role,
      logGroup: this.logGroup,
    });
  }

  private createAlarms(): readonly Alarm[] {
    const common = {
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    };
    const failed = this.lambdaFunction.metricErrors({ period: Duration.minutes(15) });
    const deadLetters = this.deadLetterQueue.metricApproximateNumberOfMessagesVisible();
    return [
      failed.createAlarm(this, 'FailedTriggers', {
        ...common,
        threshold: 3,
        alarmDescription:
          'IAM events start no evaluation of the AWS Config rule; the log group of the function says why. The rule ' +
          'still runs on its schedule.',
      }),
      deadLetters.createAlarm(this, 'LostEvents', {
        ...common,
        threshold: 1,
        alarmDescription:
          'IAM events started no evaluation of the AWS Config rule in two hours and were given up. Start one by hand, ' +
          'then purge the queue.',
      }),
    ];
  }

  private forward(eventPattern: EventPattern): IamEventForwardingStack | undefined {
    const stack = Stack.of(this);
    if (Token.isUnresolved(stack.region)) {
      this.refuseOtherRegions(stack.region);
      return undefined;
    }
    const home = iamHomeRegion(stack.region);
    if (home === undefined) throw unknownRegion(stack.region);
    if (home === stack.region) return undefined;
    const id = `${stack.node.id}${this.node.id}Events`;
    Annotations.of(this).addInfo(
      `IAM's events appear in ${home}, and this stack is for ${stack.region}: the stack ${id} sends them here. ` +
        'Deploy both (cdk deploy --all), and bootstrap both regions.',
    );
    return new IamEventForwardingStack(stack.node.scope ?? this.node.root, id, {
      env: { region: home, ...(!Token.isUnresolved(stack.account) && { account: stack.account }) },
      eventPattern,
      toRegion: stack.region,
    });
  }

  private refuseOtherRegions(region: string): void {
    const what =
      `IAM's events appear in ${IAM_HOME_REGIONS.slice(0, 3).join(', ')} and the like, one region of each partition. ` +
      'For any other, set region to it (-c region=...), which adds a stack that sends them there.';
    new CfnRule(this, 'IamEventsAppearHere', {
      assertions: [{ assert: Fn.conditionContains([...IAM_HOME_REGIONS], region), assertDescription: what }],
    });
    Annotations.of(this).addInfo(`The region is not known yet. ${what} Elsewhere the deployment is refused.`);
  }
}

function unknownRegion(region: string): ConsoleMfaError {
  return new ConsoleMfaError(
    'UnknownRegion',
    `the region is ${quoted(region)}, which this version of aws-cdk-lib does not know, so neither where IAM's events ` +
      'appear; upgrade aws-cdk-lib, or leave near real time out',
  );
}
