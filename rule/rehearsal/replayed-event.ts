/** What one event of CloudTrail says about the enforcement policy. */
export type ReplayedEvent =
  | CallByUser
  | SignIn
  | CallInSession
  /** Nothing that the policy could deny: of root, an AWS service, a user of another account, a failed sign-in. */
  | (Recorded & { readonly type: 'other' })
  /** Not an event of CloudTrail, or one without what every event has. */
  | { readonly type: 'unreadable'; readonly reason: string };

/** What every event has. */
export interface Recorded {
  /** Unique to the event; the same event can be in more than one log file. */
  readonly eventId: string;
  /** As CloudTrail writes it, for example `2026-11-25T08:15:00Z`. */
  readonly time: string;
  /** The account in whose log the event is. */
  readonly accountId: string;
  readonly region: string;
}

/** A call that an IAM user made, or an AWS service made for the user. */
export interface CallByUser extends Recorded {
  readonly type: 'call';
  readonly userName: string;
  readonly credential: Credential;
  /** As policies spell it, for example `s3:ListAllMyBuckets`. */
  readonly action: string;
  readonly outcome: CallOutcome;
  /** The role that sts:AssumeRole asked for. */
  readonly roleArn?: string;
  /** The access key ID of the temporary credentials that the call returned, of a role or a federated user. */
  readonly sessionKeyId?: string;
}

/** A successful sign-in to the console. */
export interface SignIn extends Recorded {
  readonly type: 'sign-in';
  readonly userName: string;
  readonly mfa: boolean;
}

/** A call in a session of a role or of a federated user, to which the policy does not apply. */
export interface CallInSession extends Recorded {
  readonly type: 'call-in-session';
  readonly sessionKeyId: string;
}

export type Credential =
  /** A long-term access key (AKIA…). */
  | { readonly type: 'access-key'; readonly accessKeyId: string }
  /** Temporary credentials of the user: of the console, or by GetSessionToken or `aws login`. */
  | { readonly type: 'session'; readonly mfa: boolean; readonly console: boolean }
  /** The event does not say which. */
  | { readonly type: 'unknown' };

/** What the enforcement policy would have done with a call. */
export type CallOutcome =
  | { readonly type: 'denied'; readonly sid: string }
  | { readonly type: 'not-denied' }
  /** It was refused for lack of permission when it was recorded, so there is nothing to lose. */
  | { readonly type: 'refused' }
  | { readonly type: 'unknown'; readonly reason: string };
