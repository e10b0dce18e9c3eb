/** An event as CloudTrail writes it, the fields in AWS's order. */
export interface CloudTrailRecord {
  readonly eventVersion: string;
  readonly userIdentity: UserIdentity;
  /** To the second, for example `2026-11-25T08:15:00Z`. */
  readonly eventTime: string;
  /** For example `iam.amazonaws.com`. */
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: Elements | null;
  readonly responseElements: Elements | null;
  readonly additionalEventData?: Elements;
  readonly requestID?: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly resources?: readonly RecordedResource[];
  readonly eventType: 'AwsApiCall' | 'AwsConsoleSignIn';
  readonly managementEvent: true;
  readonly recipientAccountId: string;
  /** The same in the events of one call in several accounts. */
  readonly sharedEventID?: string;
  readonly eventCategory: 'Management';
  /** Only of calls in a session of the console. */
  readonly sessionCredentialFromConsole?: 'true';
}

/** Parameters of a request or elements of a response, in lower camel case. */
export type Elements = Readonly<Record<string, unknown>>;

export interface RecordedResource {
  readonly ARN: string;
  readonly accountId: string;
  readonly type: string;
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
export interface UserIdentity {
  readonly type: 'IAMUser' | 'AssumedRole' | 'Root' | 'AWSAccount';
  readonly principalId: string;
  readonly arn?: string;
  readonly accountId: string;
  readonly accessKeyId?: string;
  readonly userName?: string;
  /** Only of temporary credentials. */
  readonly sessionContext?: SessionContext;
}

export interface SessionContext {
  /** Only of roles. */
  readonly sessionIssuer?: {
    readonly type: 'Role';
    readonly principalId: string;
    readonly arn: string;
    readonly accountId: string;
    readonly userName: string;
  };
  readonly attributes: {
    readonly creationDate: string;
    readonly mfaAuthenticated: 'true' | 'false';
  };
}

/** What all events of the sandbox have in common. */
export const COMMON = {
  eventVersion: '1.11',
  sourceIPAddress: '127.0.0.1',
  managementEvent: true,
  eventCategory: 'Management',
} as const;

/** @param time in milliseconds */
export function eventTimeOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
