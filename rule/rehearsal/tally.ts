import { ConsoleMfaError, quoted } from '../core/errors';
import { enforcementPolicy } from '../policies/enforcement-policy';
import type { PolicyDocument } from '../policies/policy-document';
import { addTo, compare } from './counts';
import { EventIds } from './event-ids';
import type { Rehearsal } from './rehearsal';
import { replayEvent } from './replay-event';
import type { CallByUser, Recorded, ReplayedEvent, SignIn } from './replayed-event';
import { UserTally } from './user-tally';

export interface TallySettings {
  /** The first instant of the window. */
  readonly from: Date;
  /** The first instant after it. */
  readonly to: Date;
  readonly exemptAccessKeys: boolean;
  /** The account to rehearse. @default - that of the first event */
  readonly accountId?: string;
  /** Counts events of other accounts instead of throwing. */
  readonly skipOtherAccounts?: boolean;
  /** Only these, whether they called or not. @default - every user with a call or a sign-in */
  readonly users?: ReadonlySet<string>;
}

type Readable = Exclude<ReplayedEvent, { readonly type: 'unreadable' }>;

/**
 * Adds events up, in any order, to what users would lose. It keeps what it reports, the calls of each role session, and
 * the IDs of the events of IAM users and of sessions.
 */
export class Tally {
  readonly #settings: TallySettings;
  readonly #from: number;
  readonly #to: number;
  readonly #policies = new Map<string, PolicyDocument>();
  readonly #users = new Map<string, UserTally>();
  /** By access key ID. An event of the session can come before the one that began it. */
  readonly #callsInSession = new Map<string, number>();
  readonly #eventIds = new EventIds();
  readonly #unreadable = new Map<string, number>();
  readonly #regions = new Set<string>();
  #accountId: string | undefined;
  #events = 0;
  #otherAccounts = 0;
  #outsideWindow = 0;
  #undecided = 0;
  #unreadableCount = 0;
  #firstEvent: string | undefined;
  #lastEvent: string | undefined;

  constructor(settings: TallySettings) {
    this.#settings = settings;
    this.#from = settings.from.getTime();
    this.#to = settings.to.getTime();
    this.#accountId = settings.accountId;
    for (const userName of settings.users ?? []) this.#users.set(userName, new UserTally(userName));
  }

  /**
   * @returns why the record is not an event, undefined if it is one
   * @throws ConsoleMfaError `EventsOfAnotherAccount`, unless other accounts are skipped
   */
  add(record: unknown): string | undefined {
    const event = replayEvent(record, this.#policyOf);
    if (event.type === 'unreadable') {
      this.#unreadableCount += 1;
      addTo(this.#unreadable, event.reason);
      return event.reason;
    }
    this.#accountId ??= event.accountId;
    if (event.accountId === this.#accountId) this.#addOwn(event);
    else this.#addOther(event, this.#accountId);
    return undefined;
  }

  /** A role can be in another account than its user, and so are the calls of its sessions. */
  #addOther(event: Readable, accountId: string): void {
    if (this.#settings.skipOtherAccounts !== true) throw this.#anotherAccount(event, accountId);
    if (!this.#isNew(event)) return;
    this.#otherAccounts += 1;
    if (event.type === 'call-in-session' && this.#isInWindow(event)) {
      addTo(this.#callsInSession, event.sessionKeyId);
    }
  }

  #anotherAccount(event: Recorded, accountId: string): ConsoleMfaError {
    const theirs = quoted(event.accountId);
    return new ConsoleMfaError(
      'EventsOfAnotherAccount',
      this.#settings.accountId === undefined
        ? `the events are of several accounts, among them ${quoted(accountId)} and ${theirs}; choose one with --account`
        : `there are events of the account ${theirs}, but the account to rehearse is ${quoted(accountId)}; ` +
            'use credentials of the account of the events, or name it with --account',
    );
  }

  #addOwn(event: Readable): void {
    if (!this.#isNew(event)) return;
    this.#events += 1;
    this.#regions.add(event.region);
    if (!this.#isInWindow(event)) {
      this.#outsideWindow += 1;
      return;
    }
    if (this.#firstEvent === undefined || event.time < this.#firstEvent) this.#firstEvent = event.time;
    if (this.#lastEvent === undefined || event.time > this.#lastEvent) this.#lastEvent = event.time;
    if (event.type === 'call-in-session') addTo(this.#callsInSession, event.sessionKeyId);
    if (event.type === 'call' || event.type === 'sign-in') this.#addToUser(event);
  }

  /** The same event can be in the log files of two trails. What nothing is counted by needs no memory. */
  #isNew(event: Readable): boolean {
    return event.type === 'other' || this.#eventIds.add(event.eventId);
  }

  #isInWindow({ time }: Recorded): boolean {
    const at = Date.parse(time);
    return at >= this.#from && at < this.#to;
  }

  #addToUser(event: CallByUser | SignIn): void {
    const user = this.#userOf(event.userName);
    if (user === undefined) return;
    if (event.type === 'sign-in') {
      user.addSignIn(event);
      return;
    }
    user.addCall(event);
    if (event.outcome.type === 'unknown') this.#undecided += 1;
  }

  #userOf(userName: string): UserTally | undefined {
    const known = this.#users.get(userName);
    if (known !== undefined || this.#settings.users !== undefined) return known;
    const user = new UserTally(userName);
    this.#users.set(userName, user);
    return user;
  }

  /** In force from the beginning, so that every event is after its date. */
  readonly #policyOf = (partition: string): PolicyDocument => {
    const known = this.#policies.get(partition);
    if (known !== undefined) return known;
    const { exemptAccessKeys } = this.#settings;
    const policy = enforcementPolicy({ partition, enforceFrom: new Date(0), exemptAccessKeys });
    this.#policies.set(partition, policy);
    return policy;
  };

  /** What the events so far say. */
  rehearsal(): Rehearsal {
    const users = Array.from(this.#users.values(), (user) => user.result(this.#callsInSession));
    return {
      accountId: this.#accountId,
      users: users.sort((one, another) => compare(one.userName, another.userName)),
      events: this.#events,
      otherAccounts: this.#otherAccounts,
      outsideWindow: this.#outsideWindow,
      unknownEvents: this.#unreadableCount + this.#undecided,
      unreadable: this.#unreadable,
      regions: Array.from(this.#regions).sort(compare),
      firstEvent: this.#firstEvent,
      lastEvent: this.#lastEvent,
    };
  }
}
