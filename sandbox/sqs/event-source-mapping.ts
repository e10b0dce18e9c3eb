import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { ScheduledTask, Scheduler } from '../account/scheduler';
import type { Attempt } from '../deploy/lambda/attempt';
import type { Message, Queue } from './queue';

export interface MappingSettings {
  readonly functionArn: string;
  readonly batchSize: number;
  readonly batchingWindowMs: number;
  readonly maximumConcurrency: number;
  /** Whether the function's answer says which messages failed. */
  readonly reportBatchItemFailures: boolean;
}

/** A batch that went to the function. */
export interface BatchDelivery {
  readonly time: Date;
  readonly messages: number;
  /** How many went back to the queue. */
  readonly failed: number;
  /** Undefined where the function's role may not receive from the queue, or the function is gone. */
  readonly attempt: Attempt | undefined;
}

export interface MappingSurroundings {
  readonly scheduler: Scheduler;
  readonly region: string;
  readonly now: () => Date;
  /** Undefined for a function that its role does not let receive, or that does not exist. */
  readonly invoke: (functionArn: string, queueArn: string, event: unknown) => Promise<Attempt | undefined>;
}

/** What an invocation may carry. */
const PAYLOAD_LIMIT = 6 * 1024 * 1024;

const batchResponse = v.object({ batchItemFailures: v.array(v.object({ itemIdentifier: v.string() })) });

/**
 * Lambda's polling of a queue: gathers messages for the window, or until the batch is full, and invokes the function
 * with them. What it succeeds with is deleted; the rest shows up in the queue again.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export class EventSourceMapping {
  readonly deliveries: BatchDelivery[] = [];
  readonly #queue: Queue;
  readonly #settings: MappingSettings;
  readonly #hooks: MappingSurroundings;
  #batch: Message[] = [];
  #bytes = 0;
  #window: ScheduledTask | undefined;
  #underWay = 0;

  constructor(queue: Queue, settings: MappingSettings, hooks: MappingSurroundings) {
    this.#queue = queue;
    this.#settings = settings;
    this.#hooks = hooks;
    queue.onVisible(() => this.#gather());
  }

  /** A message counts as received, and is invisible, from when it is gathered. */
  #gather(): void {
    while (this.#underWay < this.#settings.maximumConcurrency) {
      for (const message of this.#queue.receive(1)) this.#take(message);
      if (!this.#queue.hasVisible) return;
    }
  }

  #take(message: Message): void {
    const { batchSize, batchingWindowMs } = this.#settings;
    const bytes = JSON.stringify(this.#record(message)).length;
    if (this.#bytes + bytes > PAYLOAD_LIMIT) this.#deliverNow();
    this.#batch.push(message);
    this.#bytes += bytes;
    this.#window ??= this.#hooks.scheduler.addIn(batchingWindowMs, () => this.#deliver());
    if (this.#batch.length >= batchSize) this.#deliverNow();
  }

  #deliverNow(): void {
    const { scheduler } = this.#hooks;
    if (this.#window !== undefined) scheduler.cancel(this.#window);
    scheduler.addIn(0, () => this.#deliver());
  }

  async #deliver(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#bytes = 0;
    this.#window = undefined;
    if (batch.length === 0) return;
    this.#underWay += 1;
    const { invoke, now } = this.#hooks;
    const time = now();
    const { queueArn } = this.#queue.settings;
    const event = { Records: batch.map((message) => this.#record(message)) };
    const attempt = await invoke(this.#settings.functionArn, queueArn, event);
    const failed = this.#failures(batch, attempt);
    for (const { messageId } of batch) if (!failed.includes(messageId)) this.#queue.delete(messageId);
    this.deliveries.push({ time, messages: batch.length, failed: failed.length, attempt });
    this.#underWay -= 1;
    this.#gather();
  }

  #failures(batch: readonly Message[], attempt: Attempt | undefined): readonly string[] {
    const all = batch.map(({ messageId }) => messageId);
    if (attempt?.outcome.type !== 'succeeded') return all;
    if (!this.#settings.reportBatchItemFailures) return [];
    const { result } = attempt.outcome;
    if (result === undefined || result === null) return [];
    const response = v.safeParse(batchResponse, result);
    if (!response.success) return all;
    return response.output.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  }

  #record({ messageId, body, sentTime, receiveCount }: Message) {
    return {
      messageId,
      receiptHandle: createHash('sha256').update(messageId).digest('base64').repeat(8),
      body,
      attributes: {
        ApproximateReceiveCount: String(receiveCount),
        SentTimestamp: String(sentTime.getTime()),
        SenderId: 'AIDAEVENTBRIDGE234567',
        ApproximateFirstReceiveTimestamp: String(sentTime.getTime()),
      },
      messageAttributes: {},
      md5OfBody: createHash('md5').update(body).digest('hex'),
      eventSource: 'aws:sqs',
      eventSourceARN: this.#queue.settings.queueArn,
      awsRegion: this.#hooks.region,
    };
  }
}
