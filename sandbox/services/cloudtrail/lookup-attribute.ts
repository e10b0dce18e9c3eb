import type { LookupAttribute } from '@aws-sdk/client-cloudtrail';
import type { RecordedEvent } from '../../cloudtrail/event-history';
import { cloudTrailError } from './errors';
import { resourcesOf } from './event-resources';

type Matches = (event: RecordedEvent, value: string) => boolean;

/** Values are compared as they are, with their case. */
const ATTRIBUTES: ReadonlyMap<string, Matches> = new Map<string, Matches>([
  ['AccessKeyId', ({ event }, value) => event.accessKeyId === value],
  ['EventId', ({ eventId }, value) => eventId === value],
  ['EventName', ({ event }, value) => event.eventName === value],
  ['EventSource', ({ event }, value) => event.eventSource === value],
  ['ReadOnly', ({ event }, value) => String(event.readOnly) === value],
  [
    'ResourceName',
    ({ record }, value) => resourcesOf(record).some(({ ResourceName }) => ResourceName === value),
  ],
  [
    'ResourceType',
    ({ record }, value) => resourcesOf(record).some(({ ResourceType }) => ResourceType === value),
  ],
  ['Username', ({ event }, value) => event.username === value],
]);

/**
 * Which events are asked for.
 *
 * @throws ServiceError InvalidLookupAttributesException for more than one attribute, or one that CloudTrail does not have
 */
export function attributeFilter(
  attributes: readonly LookupAttribute[] = [],
): (event: RecordedEvent) => boolean {
  const [attribute, ...others] = attributes;
  if (attribute === undefined) return () => true;
  const { AttributeKey = '', AttributeValue = '' } = attribute;
  const matches = ATTRIBUTES.get(AttributeKey);
  if (others.length > 0) throw invalid('You can specify only one lookup attribute.');
  if (matches === undefined) throw invalid(`Lookup attribute key is not valid: ${AttributeKey}`);
  if (AttributeValue === '') throw invalid('Lookup attribute value is not valid.');
  return (event) => matches(event, AttributeValue);
}

function invalid(message: string) {
  return cloudTrailError('InvalidLookupAttributesException', message);
}
