import { iamReader } from '../../rule/iam-reader';
import { ThrottledClient } from '../../rule/throttled-client';
import { FakeIam, type FakeUser } from './fake-iam';
import { VirtualClock } from './virtual-clock';

/** When tests of questions to IAM begin: 2027-01-15T12:00:00Z. */
export const BEGAN = Date.parse('2027-01-15T12:00:00Z');

/** A minute later, in milliseconds since the epoch: long enough for any test that is not about time. */
export const IN_A_MINUTE = BEGAN + 60_000;

/** IAM with some users, a reader of it that has a minute, and virtual time for both. */
export function askingIam(users: readonly FakeUser[]) {
  const clock = new VirtualClock(BEGAN);
  const iam = new FakeIam(clock, users);
  const client = new ThrottledClient(clock, { concurrency: 8 });
  return { clock, iam, client, reader: iamReader(iam, client, IN_A_MINUTE) };
}
