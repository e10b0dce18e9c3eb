import type { Ids } from '../account/ids';
import type { ScheduledTask, Scheduler } from '../account/scheduler';

export interface QueueSettings {
  readonly queueName: string;
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly visibilityTimeoutMs: number;
  /** Where a message goes that was received so often and never deleted. */
  readonly redrive: { readonly deadLetterArn: string; readonly maxReceiveCount: number } | undefined;
}

export interface Message {
  readonly messageId: string;
  readonly body: string;
  readonly sentTime: Date;
  /** How often it has been received. */
  readonly receiveCount: number;
}

interface Held extends Message {
  /** Nobody receives it before; absent for one that waits. */
  readonly invisibleUntil: Date | undefined;
}

/** A standard SQS queue. */
export class Queue {
  readonly settings: QueueSettings;
  /** JSON. */
  policy: string | undefined;
  readonly #messages = new Map<string, Held>();
  readonly #scheduler: Scheduler;
  readonly #ids: Ids;
  readonly #now: () => Date;
  readonly #moveToDeadLetters: (deadLetterArn: string, message: Message) => void;
  readonly #listeners: (() => void)[] = [];
  #reappearance: ScheduledTask | undefined;

  constructor(
    settings: QueueSettings,
    scheduler: Scheduler,
    ids: Ids,
    now: () => Date,
    moveToDeadLetters: (deadLetterArn: string, message: Message) => void,
  ) {
    this.settings = settings;
    this.#scheduler = scheduler;
    this.#ids = ids;
    this.#now = now;
    this.#moveToDeadLetters = moveToDeadLetters;
  }

  /** Every message, also those that were received and not deleted. */
  get messages(): readonly Message[] {
    return [...this.#messages.values()];
  }

  /** Whether there is something to receive. */
  get hasVisible(): boolean {
    for (const { invisibleUntil } of this.#messages.values()) if (invisibleUntil === undefined) return true;
    return false;
  }

  /** Told whenever there is something to receive. */
  onVisible(listener: () => void): void {
    this.#listeners.push(listener);
  }

  send(body: string): void {
    this.put({ messageId: this.#ids.requestId(), body, sentTime: this.#now(), receiveCount: 0 });
  }

  /** Takes a message as it is. */
  put(message: Message): void {
    this.#messages.set(message.messageId, { ...message, invisibleUntil: undefined });
    this.#tell();
  }

  /** What waits, oldest first. It is invisible until its time is over or it is deleted. */
  receive(most: number): readonly Message[] {
    const received: Message[] = [];
    const { visibilityTimeoutMs, redrive } = this.settings;
    const invisibleUntil = new Date(this.#now().getTime() + visibilityTimeoutMs);
    for (const message of this.#messages.values()) {
      if (received.length === most) break;
      if (message.invisibleUntil !== undefined) continue;
      if (redrive !== undefined && message.receiveCount >= redrive.maxReceiveCount) {
        this.#messages.delete(message.messageId);
        this.#moveToDeadLetters(redrive.deadLetterArn, message);
        continue;
      }
      const delivery = { ...message, receiveCount: message.receiveCount + 1, invisibleUntil };
      this.#messages.set(message.messageId, delivery);
      received.push(delivery);
    }
    this.#awaitReappearance();
    return received;
  }

  delete(messageId: string): void {
    this.#messages.delete(messageId);
  }

  #awaitReappearance(): void {
    if (this.#reappearance !== undefined) return;
    const times = [...this.#messages.values()].flatMap(
      ({ invisibleUntil }) => invisibleUntil?.getTime() ?? [],
    );
    if (times.length === 0) return;
    this.#reappearance = this.#scheduler.add(new Date(Math.min(...times)), async () => {
      this.#reappearance = undefined;
      this.#reappear();
      this.#awaitReappearance();
    });
  }

  #reappear(): void {
    const now = this.#now();
    for (const message of this.#messages.values()) {
      if (message.invisibleUntil === undefined || message.invisibleUntil > now) continue;
      this.#messages.set(message.messageId, { ...message, invisibleUntil: undefined });
    }
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
