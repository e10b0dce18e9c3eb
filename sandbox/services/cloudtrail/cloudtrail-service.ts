import type { Service } from '../../service';
import { lookupEvents } from './lookup-events';

/**
 * AWS CloudTrail, as far as somebody needs it who reads what has happened: the event history. It refuses what its model
 * does not allow with exceptions of its own, so `wire/constraints.json` has nothing of it.
 */
export const cloudTrailService: Service = {
  name: 'cloudtrail',
  actionPrefix: 'cloudtrail',
  actions: { LookupEvents: lookupEvents },
};
