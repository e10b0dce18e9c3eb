import { iamReader } from '../../rule/iam-reader';
import { ThrottledClient } from '../../rule/throttled-client';
import { AccountIam, type AccountUser } from './account-iam';
import { VirtualClock } from './virtual-clock';

/** When tests of questions to IAM begin: 2027-01-15T12:00:00Z. */
export const BEGAN = Date.parse('2027-01-15T12:00:00Z');

/** A minute later, in milliseconds since the epoch: long enough for any test that is not about time. */
export const IN_A_MINUTE = BEGAN + 60_000;

/** IAM with some users, a reader of it that has a minute, and virtual time for both. */
export function askingIam(users: readonly AccountUser[]) {
  const clock = new VirtualClock(BEGAN);
  const iam = new AccountIam(clock, users);
  const client = new ThrottledClient(clock, { concurrency: 8 });
  return { clock, iam, client, reader: iamReader(iam, client, IN_A_MINUTE) };
}
