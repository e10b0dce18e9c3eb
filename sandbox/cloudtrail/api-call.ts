import type { Account } from '../account/account';
import { type CloudTrailRecord, COMMON, eventTimeOf } from './cloudtrail-record';
import type { TrailEvent } from './event-history';
import { issuerArnOf, type Signer, userIdentityOf, usernameOf } from './user-identity';

/** A call of an AWS API, of whatever service. */
export interface ApiCall {
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
  details?(): Partial<Details>;
}

export type Details = Pick<
  CloudTrailRecord,
  'requestParameters' | 'responseElements' | 'additionalEventData' | 'resources' | 'sharedEventID'
>;

/** The event of a call in the log of the caller's account. */
export function apiCallEvent(account: Account, time: Date, call: ApiCall): TrailEvent {
  return new ApiCallEvent(account, Math.floor(time.getTime() / 1000) * 1000, call);
}

/** Keeps little, since there is one for every call. */
class ApiCallEvent implements TrailEvent {
  readonly #account: Account;
  readonly #call: ApiCall;
  readonly #issuerArn: string;

  constructor(
    account: Account,
    readonly time: number,
    call: ApiCall,
  ) {
    this.#account = account;
    this.#call = call;
    this.#issuerArn = issuerArnOf(account, call.signer.caller);
  }

  get region(): string {
    return this.#call.awsRegion;
  }

  get eventSource(): string {
    return this.#call.eventSource;
  }

  get eventName(): string {
    return this.#call.eventName;
  }

  get readOnly(): boolean {
    return this.#call.readOnly;
  }

  get username(): string {
    return usernameOf(this.#call.signer.caller);
  }

  get accessKeyId(): string {
    return this.#call.signer.accessKeyId;
  }

  toRecord(eventID: string): CloudTrailRecord {
    const call = this.#call;
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
      userIdentity: userIdentityOf(this.#account, signer, this.#issuerArn, this.time),
      eventTime: eventTimeOf(this.time),
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
      recipientAccountId: this.#account.accountId,
      ...(sharedEventID !== undefined && { sharedEventID }),
      eventCategory: COMMON.eventCategory,
      ...(isFromConsole(signer) && { sessionCredentialFromConsole: 'true' }),
    };
  }
}

function isFromConsole({ session, fromConsole }: Signer): boolean {
  return fromConsole ?? session?.origin === 'console';
}
