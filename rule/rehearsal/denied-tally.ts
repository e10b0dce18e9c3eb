import { byCount } from './counts';
import type { AssumedRole, DeniedCalls } from './rehearsal';
import type { CallByUser } from './replayed-event';

interface Role {
  count: number;
  /** The access key IDs of its sessions. */
  readonly sessions: string[];
}

/** Counts the calls of one action with one credential that would be denied, in any order of time. */
export class DeniedTally {
  readonly #action: string;
  readonly #accessKeyId: string | undefined;
  readonly #roles = new Map<string, Role>();
  #console = false;
  #count = 0;
  #firstSeen: string;
  #lastSeen: string;

  constructor({ action, credential, time }: CallByUser) {
    this.#action = action;
    this.#accessKeyId = credential.type === 'access-key' ? credential.accessKeyId : undefined;
    this.#firstSeen = time;
    this.#lastSeen = time;
  }

  /** The same for calls that are counted together. */
  static keyOf({ action, credential }: CallByUser): string {
    return `${action} ${credential.type === 'access-key' ? credential.accessKeyId : ''}`;
  }

  add({ time, credential, roleArn, sessionKeyId }: CallByUser): void {
    this.#count += 1;
    if (time < this.#firstSeen) this.#firstSeen = time;
    if (time > this.#lastSeen) this.#lastSeen = time;
    if (credential.type === 'session' && credential.console) this.#console = true;
    if (roleArn !== undefined) this.#addRole(roleArn, sessionKeyId);
  }

  #addRole(roleArn: string, sessionKeyId: string | undefined): void {
    const role = this.#roles.get(roleArn) ?? { count: 0, sessions: [] };
    this.#roles.set(roleArn, role);
    role.count += 1;
    if (sessionKeyId !== undefined) role.sessions.push(sessionKeyId);
  }

  result(callsInSession: ReadonlyMap<string, number>): DeniedCalls {
    return {
      action: this.#action,
      credential: this.#accessKeyId === undefined ? 'session-without-mfa' : 'access-key',
      accessKeyId: this.#accessKeyId,
      console: this.#console,
      count: this.#count,
      firstSeen: this.#firstSeen,
      lastSeen: this.#lastSeen,
      roles: this.#assumedRoles(callsInSession),
    };
  }

  #assumedRoles(callsInSession: ReadonlyMap<string, number>): readonly AssumedRole[] {
    return Array.from(this.#roles, ([roleArn, { count, sessions }]) => ({
      roleArn,
      count,
      callsInSessions: sessions.reduce((sum, session) => sum + (callsInSession.get(session) ?? 0), 0),
    })).sort(byCount(({ roleArn }) => roleArn));
  }
}
