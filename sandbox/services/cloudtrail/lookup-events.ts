import type { Event, LookupEventsRequest, LookupEventsResponse } from '@aws-sdk/client-cloudtrail';
import { HISTORY_MS, type RecordedEvent } from '../../cloudtrail/event-history';
import type { Action, ActionContext } from '../../service';
import { cloudTrailError } from './errors';
import { resourcesOf } from './event-resources';
import { attributeFilter } from './lookup-attribute';
import { isAfterToken, tokenAfter } from './lookup-page';

const MOST_RESULTS = 50;

/**
 * Management events of the last 90 days in the Region of the request, newest first.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const lookupEvents: Action<LookupEventsRequest, LookupEventsResponse> = {
  resources: () => ['*'],
  run(request, context) {
    const limit = limitOf(request);
    const found = newestFirst(request, context, limit + 1);
    const events = found.slice(0, limit);
    const last = events.at(-1);
    return {
      Events: events.map(toShape),
      NextToken:
        last !== undefined && found.length > limit ? tokenAfter(request, context.region, last) : undefined,
    };
  },
};

function newestFirst(
  request: LookupEventsRequest,
  { account, now, region }: ActionContext,
  most: number,
): readonly RecordedEvent[] {
  const matches = attributeFilter(request.LookupAttributes);
  const isAfter = isAfterToken(request, region);
  const { from, to } = rangeOf(request, now);
  const found: RecordedEvent[] = [];
  if (isForInsights(request)) return found;
  const { all } = account.cloudTrail;
  for (let index = all.length - 1; index >= 0 && found.length < most; index -= 1) {
    const candidate = all[index];
    if (candidate === undefined || candidate.event.time < from) break;
    const { event } = candidate;
    if (event.region === region && event.time <= to && isAfter(candidate) && matches(candidate)) {
      found.push(candidate);
    }
  }
  return found;
}

/** @throws ServiceError InvalidMaxResultsException */
function limitOf({ MaxResults = MOST_RESULTS }: LookupEventsRequest): number {
  if (Number.isInteger(MaxResults) && MaxResults >= 1 && MaxResults <= MOST_RESULTS) return MaxResults;
  throw cloudTrailError(
    'InvalidMaxResultsException',
    `A max results value of ${MaxResults} is invalid. Specify max results between 1 and ${MOST_RESULTS}.`,
  );
}

/** Both ends count. @throws ServiceError InvalidTimeRangeException */
function rangeOf({ StartTime, EndTime }: LookupEventsRequest, now: Date) {
  const earliest = now.getTime() - HISTORY_MS;
  const from = Math.max(StartTime?.getTime() ?? earliest, earliest);
  const to = (EndTime ?? now).getTime();
  if (StartTime !== undefined && EndTime !== undefined && StartTime > EndTime) {
    throw cloudTrailError('InvalidTimeRangeException', 'The start time must not be after the end time.');
  }
  return { from, to };
}

/** Of which the sandbox has none. @throws ServiceError InvalidEventCategoryException for another category */
function isForInsights({ EventCategory }: LookupEventsRequest): boolean {
  if (EventCategory === undefined || EventCategory === 'insight') return EventCategory === 'insight';
  throw cloudTrailError('InvalidEventCategoryException', `Event category is not valid: ${EventCategory}`);
}

function toShape({ event, eventId, record }: RecordedEvent): Event {
  return {
    EventId: eventId,
    EventName: event.eventName,
    ReadOnly: String(event.readOnly),
    AccessKeyId: event.accessKeyId,
    EventTime: new Date(event.time),
    EventSource: event.eventSource,
    Username: event.username,
    Resources: [...resourcesOf(record)],
    CloudTrailEvent: JSON.stringify(record),
  };
}
