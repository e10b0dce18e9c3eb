import type { Account } from '../account/account';
import type { Ids } from '../account/ids';

/** An event as EventBridge holds it. */
export interface AwsEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
export function awsEvent(
  { accountId, region }: Account,
  ids: Ids,
  time: Date,
  described: Pick<AwsEvent, 'source' | 'detail-type' | 'detail'> & Partial<Pick<AwsEvent, 'resources'>>,
): AwsEvent {
  return {
    version: '0',
    id: ids.requestId(),
    account: accountId,
    time: `${time.toISOString().slice(0, 19)}Z`,
    region,
    resources: [],
    ...described,
  };
}

/** The value at a path such as `detail.eventName`; undefined where there is none. */
export function valueAt(event: unknown, path: readonly string[]): unknown {
  let value = event;
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([key]) => key === name)?.[1];
  }
  return value;
}
