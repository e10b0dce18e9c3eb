import { type CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { callAws, member } from '../../rule/aws/call';
import type { Page } from '../../rule/ports';

/** One event of the event history. */
export interface HistoryEvent {
  /** When it happened, to the second. */
  readonly time: Date | undefined;
  /** The event as CloudTrail recorded it, in JSON; empty where the answer lacks it. */
  readonly text: string;
}

/** The event history of one Region: the management events of the last 90 days. */
export interface EventHistoryApi {
  /**
   * One page of the events between two instants, both included, the newest first.
   *
   * @throws AwsCallError for every answer but a page.
   */
  lookupEvents(
    window: { readonly from: Date; readonly to: Date },
    nextToken: string | undefined,
    timeoutMs: number,
  ): Promise<Page<HistoryEvent>>;
}

/** CloudTrail's largest page (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html). */
const MaxResults = 50;

export const LOOKUP_ACTION = 'cloudtrail:LookupEvents';

/** The event history by the AWS SDK. */
export function eventHistoryApi(client: Pick<CloudTrailClient, 'send'>): EventHistoryApi {
  return {
    lookupEvents: ({ from: StartTime, to: EndTime }, NextToken, timeoutMs) =>
      callAws(
        LOOKUP_ACTION,
        timeoutMs,
        (options) =>
          client.send(new LookupEventsCommand({ StartTime, EndTime, MaxResults, NextToken }), options),
        ({ Events, NextToken: next }) => ({
          items: member(Events, 'Events').map((event) => ({
            time: event.EventTime,
            text: event.CloudTrailEvent ?? '',
          })),
          ...(next && { next }),
        }),
      ),
  };
}
