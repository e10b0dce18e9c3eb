import { type Fields, fieldsOf, isFields, textOf } from './fields';
import type { Recorded } from './replayed-event';

/** An event of CloudTrail with what every event has. */
export interface ReadEvent {
  readonly recorded: Recorded;
  readonly eventSource: string;
  readonly eventName: string;
  /** In lower case: AWS writes `AwsConsoleSignIn` and `AwsConsoleSignin`. */
  readonly eventType: string;
  readonly identity: Fields;
  readonly fields: Fields;
}

export interface Unreadable {
  readonly type: 'unreadable';
  readonly reason: string;
}

/**
 * Insights events have neither a caller nor a call.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function readEvent(record: unknown): ReadEvent | Unreadable {
  if (!isFields(record)) return unreadable('the record is not a JSON object');
  const eventId = textOf(record.eventID);
  if (eventId === undefined) return missing('eventID');
  const time = textOf(record.eventTime);
  if (time === undefined) return missing('eventTime');
  if (!isTime(time)) return unreadable('eventTime is not a time in UTC, such as 2026-11-25T08:15:00Z');
  const region = textOf(record.awsRegion);
  if (region === undefined) return missing('awsRegion');
  // Early events do not name the recipient; they are in the log of the caller's account.
  const accountId = textOf(record.recipientAccountId) ?? textOf(fieldsOf(record.userIdentity).accountId);
  if (accountId === undefined) return missing('recipientAccountId');
  const recorded = { eventId, time, accountId, region };
  const eventType = (textOf(record.eventType) ?? 'AwsApiCall').toLowerCase();
  const call = eventType === 'awscloudtrailinsight' ? NO_CALL : callOf(record);
  return 'type' in call ? call : { recorded, eventType, fields: record, ...call };
}

const NO_CALL = { eventSource: '', eventName: '', identity: fieldsOf(undefined) };

function callOf(record: Fields): Pick<ReadEvent, 'eventSource' | 'eventName' | 'identity'> | Unreadable {
  const eventSource = textOf(record.eventSource);
  if (eventSource === undefined) return missing('eventSource');
  const eventName = textOf(record.eventName);
  if (eventName === undefined) return missing('eventName');
  if (!isFields(record.userIdentity)) return missing('userIdentity');
  return { eventSource, eventName, identity: record.userIdentity };
}

export function missing(field: string): Unreadable {
  return unreadable(`${field} is missing`);
}

function unreadable(reason: string): Unreadable {
  return { type: 'unreadable', reason };
}

function isTime(text: string): boolean {
  return TIME.test(text) && !Number.isNaN(Date.parse(text));
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;
