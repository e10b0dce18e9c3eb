import { createHash } from 'node:crypto';
import type { LookupEventsRequest } from '@aws-sdk/client-cloudtrail';
import type { RecordedEvent } from '../../cloudtrail/event-history';
import { cloudTrailError } from './errors';

/** The event that a page ends with. */
interface Last {
  readonly time: number;
  readonly number: number;
}

/** A token to go on after an event, good for the same request only. */
export function tokenAfter(
  request: LookupEventsRequest,
  region: string,
  { event, number }: RecordedEvent,
): string {
  return Buffer.from(`${digestOf(request, region)} ${event.time} ${number}`).toString('base64');
}

/**
 * Whether an event comes after those of the pages before, newest first. Events that are recorded meanwhile do not.
 *
 * @throws ServiceError InvalidNextTokenException for a token of another request, and for none of CloudTrail's
 */
export function isAfterToken(
  request: LookupEventsRequest,
  region: string,
): (event: RecordedEvent) => boolean {
  const { NextToken } = request;
  if (NextToken === undefined) return () => true;
  const last = lastOf(NextToken, digestOf(request, region));
  return ({ event, number }) => {
    return event.time < last.time || (event.time === last.time && number < last.number);
  };
}

function lastOf(token: string, digest: string): Last {
  const [ofRequest, time, number] = Buffer.from(token, 'base64').toString().split(' ');
  if (ofRequest !== digest || time === undefined || number === undefined) {
    throw cloudTrailError(
      'InvalidNextTokenException',
      'The token is not valid, or was returned for a request with other parameters.',
    );
  }
  return { time: Number(time), number: Number(number) };
}

/** The same for requests that differ in their token, or in how many results they ask for. */
function digestOf(request: LookupEventsRequest, region: string): string {
  const { LookupAttributes = [], StartTime, EndTime, EventCategory } = request;
  const attributes = LookupAttributes.map(({ AttributeKey, AttributeValue }) => [
    AttributeKey,
    AttributeValue,
  ]);
  const text = JSON.stringify([region, attributes, StartTime, EndTime, EventCategory]);
  return createHash('sha256').update(text).digest('hex');
}
