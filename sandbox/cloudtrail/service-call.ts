import { randomUUID } from 'node:crypto';
import type { Account } from '../account/account';
import type { ServiceError } from '../errors';
import type { Service } from '../service';
import type { Operation } from '../wire/shape';
import { type ApiCall, apiCallEvent, type Details } from './api-call';
import type { RecordedResource } from './cloudtrail-record';
import { elementsOf } from './elements';
import type { EventHistory, TrailEvent } from './event-history';
import {
  eventErrorCode,
  eventRegion,
  isAnswerRecorded,
  isManagementEvent,
  isReadOnly,
  isRefusedUnread,
} from './recorded-as';
import { foreignIdentityOf, type Signer } from './user-identity';

/** A call of one of the sandbox's services, and how it was answered. */
export interface ServiceCall {
  readonly time: Date;
  readonly service: Service['name'];
  readonly action: string;
  readonly operation: Operation;
  readonly signer: Signer;
  /** The Region that the request was signed for. */
  readonly region: string;
  readonly userAgent: string | undefined;
  readonly requestId: string;
  readonly input: unknown;
  /** What was answered; absent for refusals. */
  readonly output: unknown;
  readonly error: ServiceError | undefined;
}

/**
 * Records a call in the account of the caller, and, where it was to assume a role of another account, in that one too.
 *
 * @param historyOf the history of another account by its ID; by default there is no other account
 */
export function recordCall(
  account: Account,
  call: ServiceCall,
  historyOf: (accountId: string) => EventHistory | undefined = () => undefined,
): void {
  if (!isManagementEvent(call.service, call.action)) return;
  const role = assumedRole(call);
  const roleAccountId = role?.accountId ?? account.accountId;
  const other = roleAccountId === account.accountId ? undefined : historyOf(roleAccountId);
  const apiCall = new RecordedCall(call, account.partition, role, other && randomUUID());
  const event = apiCallEvent(account, call.time, apiCall);
  account.cloudTrail.record(event);
  other?.record(inRoleAccount(event, account, call.signer, roleAccountId));
}

const SOURCES: Readonly<Record<Service['name'], string>> = {
  cloudtrail: 'cloudtrail.amazonaws.com',
  config: 'config.amazonaws.com',
  iam: 'iam.amazonaws.com',
  lambda: 'lambda.amazonaws.com',
  organizations: 'organizations.amazonaws.com',
  securityhub: 'securityhub.amazonaws.com',
  sts: 'sts.amazonaws.com',
};

/** What is kept of a call: of what it answered, only what CloudTrail writes, and of an error no stack. */
class RecordedCall implements ApiCall {
  readonly signer: Signer;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly requestId: string;
  readonly userAgent: string | undefined;
  readonly error: { readonly code: string; readonly message: string } | undefined;
  readonly #operation: Operation;
  readonly #input: unknown;
  readonly #output: unknown;
  readonly #role: RecordedResource | undefined;
  readonly #sharedEventID: string | undefined;

  constructor(
    { service, action, signer, region, requestId, userAgent, operation, input, output, error }: ServiceCall,
    partition: string,
    role: RecordedResource | undefined,
    sharedEventID: string | undefined,
  ) {
    this.signer = signer;
    this.eventSource = SOURCES[service];
    this.eventName = action;
    this.awsRegion = eventRegion(partition, service, region);
    this.requestId = requestId;
    this.userAgent = userAgent;
    this.error = error && { code: eventErrorCode(service, error.code), message: error.message };
    this.#operation = operation;
    this.#input = error !== undefined && isRefusedUnread(error.code) ? undefined : input;
    this.#output = isAnswerRecorded(service, action) ? output : undefined;
    this.#role = role;
    this.#sharedEventID = sharedEventID;
  }

  get readOnly(): boolean {
    return isReadOnly(this.eventName);
  }

  details(): Partial<Details> {
    return {
      requestParameters: elementsOf(this.#operation.input, this.#input),
      responseElements: elementsOf(this.#operation.output, this.#output),
      ...(this.#role && { resources: [this.#role] }),
      ...(this.#sharedEventID !== undefined && { sharedEventID: this.#sharedEventID }),
    };
  }
}

/** The role that a call has assumed. */
function assumedRole({ service, action, input, error }: ServiceCall): RecordedResource | undefined {
  if (service !== 'sts' || action !== 'AssumeRole' || error !== undefined) return undefined;
  const { RoleArn }: { readonly RoleArn?: unknown } = Object(input);
  if (typeof RoleArn !== 'string') return undefined;
  return { ARN: RoleArn, accountId: RoleArn.split(':')[4] ?? '', type: 'AWS::IAM::Role' };
}

/** An event in the log of the role's account, which learns of the caller its account and its ID. */
function inRoleAccount(
  event: TrailEvent,
  account: Account,
  { caller }: Signer,
  recipientAccountId: string,
): TrailEvent {
  const { time, region, eventSource, eventName, readOnly } = event;
  return {
    ...{ time, region, eventSource, eventName, readOnly },
    username: undefined,
    accessKeyId: undefined,
    toRecord: (eventId) => ({
      ...event.toRecord(eventId),
      userIdentity: foreignIdentityOf(account, caller),
      recipientAccountId,
    }),
  };
}
