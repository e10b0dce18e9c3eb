import type { PolicyDocument } from '../policies/policy-document';
import { type Fields, fieldsOf, textOf } from './fields';
import { missing, type ReadEvent, readEvent } from './read-event';
import { replayCall } from './replay-call';
import type { ReplayedEvent, SignIn } from './replayed-event';
import { type UserIdentity, userOf } from './user-of';

/**
 * What a record of CloudTrail says about the enforcement policy of its partition, whatever the record holds. The policy
 * is taken to be in force when the event happened, if its date has come then.
 */
export function replayEvent(record: unknown, policyOf: (partition: string) => PolicyDocument): ReplayedEvent {
  const event = readEvent(record);
  if ('type' in event) return event;
  switch (event.identity.type) {
    case 'IAMUser':
      return replayUser(event, policyOf);
    case 'AssumedRole':
    case 'FederatedUser':
      return replaySession(event);
    default:
      return isDamagedUser(event.identity) ? missing('userIdentity.type') : other(event);
  }
}

/** AWS services, other accounts, and root have no name; an event of a service may have no type either. */
function isDamagedUser({ type, userName, arn }: Fields): boolean {
  return textOf(type) === undefined && (textOf(userName) ?? textOf(arn)) !== undefined;
}

function other({ recorded }: ReadEvent): ReplayedEvent {
  return { ...recorded, type: 'other' };
}

function replaySession(event: ReadEvent): ReplayedEvent {
  const sessionKeyId = textOf(event.identity.accessKeyId);
  return sessionKeyId === undefined
    ? other(event)
    : { ...event.recorded, type: 'call-in-session', sessionKeyId };
}

/**
 * What a service did by itself, what the owner of a VPC endpoint sees of calls that are recorded anyway, and statistics.
 * Nothing of it is a request of its own.
 */
const NO_REQUESTS: ReadonlySet<string> = new Set(['awsserviceevent', 'awsvpceevent', 'awscloudtrailinsight']);

function replayUser(event: ReadEvent, policyOf: (partition: string) => PolicyDocument): ReplayedEvent {
  if (NO_REQUESTS.has(event.eventType)) return other(event);
  const user = userOf(event);
  if ('type' in user) return user;
  if (user.accountId !== event.recorded.accountId) return other(event);
  if (event.eventType !== 'awsconsolesignin') return replayCall(event, user, policyOf(user.partition));
  return signInOf(event, user) ?? other(event);
}

/**
 * No policy of a user is asked at a sign-in, unless an administrator has turned on console authorization. The same holds
 * for the check of MFA, and for a switch of roles: for that, the console calls sts:AssumeRole, which is an event of its own.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
function signInOf(
  { eventName, fields, recorded }: ReadEvent,
  { userName }: UserIdentity,
): SignIn | undefined {
  const succeeded = fieldsOf(fields.responseElements).ConsoleLogin === 'Success';
  if (eventName !== 'ConsoleLogin' || !succeeded) return undefined;
  const mfa = fieldsOf(fields.additionalEventData).MFAUsed !== 'No';
  return { ...recorded, type: 'sign-in', userName, mfa };
}
