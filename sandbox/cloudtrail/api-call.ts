import type { Account } from '../account/account';
import { type CloudTrailRecord, COMMON, eventTimeOf } from './cloudtrail-record';
import type { TrailEvent } from './event-history';
import { issuerArnOf, type Signer, userIdentityOf, usernameOf } from './user-identity';

/** A call of an AWS API, of whatever service. */
export interface ApiCall {
  readonly time: Date;
  readonly signer: Signer;
  /** For example `s3.amazonaws.com`. */
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly readOnly: boolean;
  readonly requestId: string;
  /** @default 'aws-sandbox' */
  readonly userAgent?: string | undefined;
  /** With the code as CloudTrail writes it. */
  readonly error?: { readonly code: string; readonly message: string } | undefined;
  /** Parameters, elements and the rest, as CloudTrail writes them. @default - none */
  readonly details?: () => Partial<Details>;
}

type Details = Pick<
  CloudTrailRecord,
  'requestParameters' | 'responseElements' | 'additionalEventData' | 'resources' | 'sharedEventID'
>;

/** The event of a call in the log of the caller's account. */
export function apiCallEvent(account: Account, call: ApiCall): TrailEvent {
  const { signer, awsRegion, eventSource, eventName, readOnly } = call;
  const issuerArn = issuerArnOf(account, signer.caller);
  const time = toSecond(call.time);
  return {
    time,
    region: awsRegion,
    eventSource,
    eventName,
    readOnly,
    username: usernameOf(signer.caller),
    accessKeyId: signer.accessKeyId,
    toRecord: (eventID) => recordOf(account, call, issuerArn, time, eventID),
  };
}

function recordOf(
  account: Account,
  call: ApiCall,
  issuerArn: string,
  time: Date,
  eventID: string,
): CloudTrailRecord {
  const { signer, error } = call;
  const {
    requestParameters = null,
    responseElements = null,
    additionalEventData,
    resources,
    sharedEventID,
  } = call.details?.() ?? {};
  return {
    eventVersion: COMMON.eventVersion,
    userIdentity: userIdentityOf(account, signer, issuerArn, time),
    eventTime: eventTimeOf(time),
    eventSource: call.eventSource,
    eventName: call.eventName,
    awsRegion: call.awsRegion,
    sourceIPAddress: COMMON.sourceIPAddress,
    userAgent: call.userAgent ?? 'aws-sandbox',
    ...(error && { errorCode: error.code, errorMessage: error.message }),
    requestParameters,
    responseElements,
    ...(additionalEventData && { additionalEventData }),
    requestID: call.requestId,
    eventID,
    readOnly: call.readOnly,
    ...(resources && { resources }),
    eventType: 'AwsApiCall',
    managementEvent: COMMON.managementEvent,
    recipientAccountId: account.accountId,
    ...(sharedEventID !== undefined && { sharedEventID }),
    eventCategory: COMMON.eventCategory,
    ...(isFromConsole(signer) && { sessionCredentialFromConsole: 'true' }),
  };
}

function isFromConsole({ session, fromConsole }: Signer): boolean {
  return fromConsole ?? session?.origin === 'console';
}

function toSecond(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / 1000) * 1000);
}
