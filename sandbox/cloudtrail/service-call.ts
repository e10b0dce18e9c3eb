import { randomUUID } from 'node:crypto';
import type { Account } from '../account/account';
import type { ServiceError } from '../errors';
import type { Service } from '../service';
import type { Operation } from '../wire/shape';
import { type ApiCall, apiCallEvent } from './api-call';
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

const SOURCES: Readonly<Record<Service['name'], string>> = {
  cloudtrail: 'cloudtrail.amazonaws.com',
  config: 'config.amazonaws.com',
  iam: 'iam.amazonaws.com',
  lambda: 'lambda.amazonaws.com',
  organizations: 'organizations.amazonaws.com',
  securityhub: 'securityhub.amazonaws.com',
  sts: 'sts.amazonaws.com',
};

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
  const sharedEventID = other && randomUUID();
  const event = apiCallEvent(account, toApiCall(account, call, role, sharedEventID));
  account.cloudTrail.record(event);
  other?.record(inRoleAccount(event, account, call.signer, roleAccountId));
}

function toApiCall(
  { partition }: Account,
  call: ServiceCall,
  role: RecordedResource | undefined,
  sharedEventID: string | undefined,
): ApiCall {
  const { service, action, operation, input, error } = call;
  const output = isAnswerRecorded(service, action) ? call.output : undefined; // the rest need not be kept
  return {
    time: call.time,
    signer: call.signer,
    eventSource: SOURCES[service],
    eventName: action,
    awsRegion: eventRegion(partition, service, call.region),
    readOnly: isReadOnly(action),
    requestId: call.requestId,
    userAgent: call.userAgent,
    error: error && { code: eventErrorCode(service, error.code), message: error.message },
    details: () => ({
      requestParameters:
        error !== undefined && isRefusedUnread(error.code) ? null : elementsOf(operation.input, input),
      responseElements: elementsOf(operation.output, output),
      ...(role && { resources: [role] }),
      ...(sharedEventID !== undefined && { sharedEventID }),
    }),
  };
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
  return {
    ...event,
    username: undefined,
    accessKeyId: undefined,
    toRecord: (eventId) => ({
      ...event.toRecord(eventId),
      userIdentity: foreignIdentityOf(account, caller),
      recipientAccountId,
    }),
  };
}
