/** What users would lose if MFA were enforced: the recorded past against the enforcement policy. */
export interface Rehearsal {
  /** The account whose users these are; undefined where there was no event to tell. */
  readonly accountId: string | undefined;
  /** By name. */
  readonly users: readonly UserRehearsal[];
  /** Events of the account, within the window and outside it. An event of an IAM user or of a session that occurs twice counts once. */
  readonly events: number;
  /** Events of other accounts, for example in a trail of an organization. They are not part of `events`. */
  readonly otherAccounts: number;
  /** Events before or after the window. */
  readonly outsideWindow: number;
  /** Records that are not events, and calls that the policy leaves undecided. */
  readonly unknownEvents: number;
  /** Records that are not events, part of `unknownEvents`: how many, by reason. */
  readonly unreadable: ReadonlyMap<string, number>;
  /** The Regions of the events read, sorted. */
  readonly regions: readonly string[];
  /** When the first and the last event within the window happened, as CloudTrail writes it. */
  readonly firstEvent: string | undefined;
  readonly lastEvent: string | undefined;
}

export type RehearsalVerdict = 'denied' | 'unaffected' | 'unknown' | 'no-calls';

export interface UserRehearsal {
  readonly userName: string;
  /** `denied` precedes `unknown`, which precedes `unaffected`. */
  readonly verdict: RehearsalVerdict;
  /** Calls within the window, whatever their outcome. */
  readonly calls: number;
  /** Most calls first. */
  readonly denied: readonly DeniedCalls[];
  /** Calls that the policy leaves undecided. */
  readonly unknown: number;
  /** How many of them, by reason. */
  readonly unknownReasons: ReadonlyMap<string, number>;
  readonly signInsWithoutMfa: number;
  readonly lastSignInWithoutMfa: string | undefined;
  /** Denied calls by day (UTC, `YYYY-MM-DD`), in order. */
  readonly deniedByDay: ReadonlyMap<string, number>;
}

/** Calls of one action with one credential that would be denied. */
export interface DeniedCalls {
  readonly action: string;
  readonly credential: 'access-key' | 'session-without-mfa';
  /** Of a long-term access key; sessions have a new one each, so they are counted together. */
  readonly accessKeyId: string | undefined;
  /** Whether any of the sessions was one of the console. */
  readonly console: boolean;
  readonly count: number;
  /** As CloudTrail writes it. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** For sts:AssumeRole: the roles, most calls first. */
  readonly roles: readonly AssumedRole[];
}

/** A role that a user assumed without MFA. */
export interface AssumedRole {
  readonly roleArn: string;
  /** How often it was assumed. */
  readonly count: number;
  /** Calls in the sessions, as far as the events contain them. */
  readonly callsInSessions: number;
}
