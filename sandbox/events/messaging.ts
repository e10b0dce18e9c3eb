import type { Account } from '../account/account';
import { Ids } from '../account/ids';
import type { Scheduler } from '../account/scheduler';
import { roleSessionArn } from '../account/sessions';
import type { TimelineEntry } from '../account/timeline';
import { denialOf } from '../authorize';
import type { RecordedEvent } from '../cloudtrail/event-history';
import { Decisions } from '../decisions';
import type { Functions } from '../deploy/functions';
import type { Attempt } from '../deploy/lambda/attempt';
import { StackSets } from '../organization/stack-sets';
import type { Notification, Topic } from '../sns/topic';
import { EventSourceMapping, type MappingSettings } from '../sqs/event-source-mapping';
import { type Message, Queue, type QueueSettings } from '../sqs/queue';
import type { AwsEvent } from './aws-event';
import { cloudTrailEvent } from './cloudtrail-event';
import { complianceChangeEvent } from './compliance-change-event';
import { EventBus } from './event-bus';
import { ResourcePolicies } from './resource-policy';
import { Schedules } from './schedules';
import { stackInstanceEvent } from './stack-instance-event';

/**
 * How long CloudTrail takes with a call to IAM. What AWS publishes is that it delivers as best it can; a minute is
 * taken here to be on the safe side of what people see.
 */
export const CLOUDTRAIL_DELAY_MS = 60_000;

const EVENT_BRIDGE = 'events.amazonaws.com';
const POLLING = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/**
 * What goes from service to service: events of CloudTrail, AWS Config and stack sets, EventBridge's rules for them,
 * schedules, queues, topics and the keys that encrypt them. The region is taken to be the one where CloudTrail records IAM, with a trail on.
 */
export class Messaging {
  readonly bus = new EventBus((target, rule, text) => this.#deliver(target, rule, text));
  readonly queues: Queue[] = [];
  readonly topics: Topic[] = [];
  readonly mappings: EventSourceMapping[] = [];
  /** What topics were given, oldest first. */
  readonly notifications: Notification[] = [];
  /** Policies of keys, JSON, by the keys' ARNs. */
  readonly keyPolicies = new Map<string, string>();
  /** The stack sets that the account administers. */
  readonly stackSets: StackSets;
  readonly schedules: Schedules;
  readonly #account: Account;
  readonly #scheduler: Scheduler;
  readonly #functions: Functions;
  readonly #now: () => Date;
  readonly #ids = new Ids('events');
  readonly #policies = new ResourcePolicies();
  readonly #decisions = new Decisions();

  constructor(account: Account, scheduler: Scheduler, functions: Functions, now: () => Date) {
    this.#account = account;
    this.#scheduler = scheduler;
    this.#functions = functions;
    this.#now = now;
    this.stackSets = new StackSets(account, (change) =>
      this.#emit(stackInstanceEvent(change, account, this.#ids, now()), 0),
    );
    const { createStackInstances } = this.stackSets;
    const calls = { 'cloudformation:createStackInstances': createStackInstances };
    this.schedules = new Schedules(account, scheduler, calls, now);
  }

  /** Has CloudTrail tell of an event that it has recorded. */
  onEvent(recorded: RecordedEvent): void {
    if (!this.bus.hasRules) return;
    const event = cloudTrailEvent(recorded, this.#account, this.#ids, this.#now());
    if (event !== undefined) this.#emit(event, CLOUDTRAIL_DELAY_MS);
  }

  /** Has AWS Config tell of an evaluation that it has stored. */
  onRecorded(entry: TimelineEntry): void {
    if (!this.bus.hasRules) return;
    const event = complianceChangeEvent(entry, this.#account, this.#ids, this.#now());
    if (event !== undefined) this.#emit(event, 0);
  }

  createQueue(settings: QueueSettings): void {
    const toDeadLetters = (arn: string, message: Message) => this.#queue(arn)?.put(message);
    this.queues.push(new Queue(settings, this.#scheduler, this.#ids, this.#now, toDeadLetters));
  }

  /** @returns whether there is such a queue */
  createMapping(queueArn: string, settings: MappingSettings): boolean {
    const queue = this.#queue(queueArn);
    if (queue === undefined) return false;
    const { region } = this.#account;
    this.mappings.push(
      new EventSourceMapping(queue, settings, {
        scheduler: this.#scheduler,
        region,
        now: this.#now,
        invoke: (functionArn, source, event) => this.#invoke(functionArn, source, event),
      }),
    );
    return true;
  }

  #queue(arn: string): Queue | undefined {
    return this.queues.find(({ settings }) => settings.queueArn === arn);
  }

  #emit(event: AwsEvent, delayMs: number): void {
    this.#scheduler.addIn(delayMs, () => this.bus.put(event));
  }

  async #deliver(targetArn: string, ruleArn: string, text: string): Promise<boolean> {
    const queue = this.#queue(targetArn);
    if (queue !== undefined) {
      if (!(await this.#mayPublish(queue.policy, 'sqs:SendMessage', targetArn, ruleArn))) return false;
      queue.send(text);
      return true;
    }
    const topic = this.topics.find(({ topicArn }) => topicArn === targetArn);
    if (topic === undefined) return false;
    if (!(await this.#mayPublish(topic.policy, 'sns:Publish', targetArn, ruleArn))) return false;
    if (!(await this.#mayEncrypt(topic.keyArn))) return false;
    this.notifications.push({ topicArn: targetArn, message: text, time: this.#now() });
    return true;
  }

  #mayPublish(
    policy: string | undefined,
    action: string,
    resource: string,
    ruleArn: string,
  ): Promise<boolean> {
    const { accountId } = this.#account;
    const context = {
      'aws:SourceArn': ruleArn,
      'aws:SourceAccount': accountId,
      'aws:SecureTransport': 'true',
    };
    return this.#policies.mayDo(policy, { service: EVENT_BRIDGE, action, resource, context, accountId });
  }

  /** EventBridge brings a key none of the condition keys that tell whom it acts for. */
  async #mayEncrypt(keyArn: string | undefined): Promise<boolean> {
    if (keyArn === undefined) return true;
    const request = {
      service: EVENT_BRIDGE,
      resource: keyArn,
      context: {},
      accountId: this.#account.accountId,
    };
    const policy = this.keyPolicies.get(keyArn);
    const [generates, decrypts] = await Promise.all([
      this.#policies.mayDo(policy, { ...request, action: 'kms:GenerateDataKey' }),
      this.#policies.mayDo(policy, { ...request, action: 'kms:Decrypt' }),
    ]);
    return generates && decrypts;
  }

  /** Lambda polls in the role of the function. */
  async #invoke(functionArn: string, queueArn: string, event: unknown): Promise<Attempt | undefined> {
    const polled = this.#functions.all.find((candidate) => candidate.functionArn === functionArn);
    const role = [...this.#account.roles].find(({ arn }) => arn === polled?.roleArn);
    if (polled === undefined || role === undefined) return undefined;
    const { functionName } = polled;
    const { roleName, roleId } = role;
    const arn = roleSessionArn(this.#account, role, functionName);
    const caller = { type: 'role', roleName, arn, userId: `${roleId}:${functionName}` } as const;
    for (const action of POLLING) {
      const requested = { action, resources: [queueArn] };
      const identity = { caller, session: undefined };
      const denial = await denialOf(this.#decisions, this.#account, identity, requested, this.#now());
      if (denial !== undefined) return undefined;
    }
    return this.#functions.invokeAndWait(functionArn, event);
  }
}
