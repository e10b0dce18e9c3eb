import type { Agenda, Appointment } from '../account/agenda';
import type { Ids } from '../account/ids';

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
  readonly #agenda: Agenda;
  readonly #ids: Ids;
  readonly #now: () => Date;
  readonly #moveToDeadLetters: (deadLetterArn: string, message: Message) => void;
  readonly #listeners: (() => void)[] = [];
  #reappearance: Appointment | undefined;

  constructor(
    settings: QueueSettings,
    agenda: Agenda,
    ids: Ids,
    now: () => Date,
    moveToDeadLetters: (deadLetterArn: string, message: Message) => void,
  ) {
    this.settings = settings;
    this.#agenda = agenda;
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
    for (const held of this.#messages.values()) {
      if (received.length === most) break;
      if (held.invisibleUntil !== undefined) continue;
      if (redrive !== undefined && held.receiveCount >= redrive.maxReceiveCount) {
        this.#messages.delete(held.messageId);
        this.#moveToDeadLetters(redrive.deadLetterArn, held);
        continue;
      }
      const message = { ...held, receiveCount: held.receiveCount + 1, invisibleUntil };
      this.#messages.set(held.messageId, message);
      received.push(message);
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
    this.#reappearance = this.#agenda.add(new Date(Math.min(...times)), async () => {
      this.#reappearance = undefined;
      this.#reappear();
      this.#awaitReappearance();
    });
  }

  #reappear(): void {
    const now = this.#now();
    for (const held of this.#messages.values()) {
      if (held.invisibleUntil === undefined || held.invisibleUntil > now) continue;
      this.#messages.set(held.messageId, { ...held, invisibleUntil: undefined });
    }
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
