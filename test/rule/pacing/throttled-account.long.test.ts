import { AwsCallError } from '../../../rule/core/errors';
import { ThrottledClient } from '../../../rule/throttled-client';
import { VirtualClock } from '../../support/virtual-clock';

const BEGAN = Date.parse('2027-01-15T12:00:00Z');
const IN_AN_HOUR = BEGAN + 3_600_000;

/** An account that answers 20 calls a second, and as many at once as its bucket holds. */
function throttlingAccount(clock: VirtualClock, burst: number) {
  let tokens = burst;
  let at = clock.now();
  return {
    take(): boolean {
      tokens = Math.min(burst, tokens + ((clock.now() - at) * 20) / 1_000);
      at = clock.now();
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}

const neverRefuses = (_nth: number, _ms: number) => false;

/** Asks a throttling account 1,000 questions, 32 at a time, while somebody else calls it now and then. */
async function askThousand(burst: number, others: { readonly perSecond: number }, refuses = neverRefuses) {
  const clock = new VirtualClock(BEGAN, burst);
  const account = throttlingAccount(clock, burst);
  const client = new ThrottledClient(clock, { concurrency: 32 });
  let sent = 0;
  const call = async () => {
    sent += 1;
    const taken = !refuses(sent, clock.now() - BEGAN) && account.take();
    await clock.sleep(30);
    if (!taken) throw new AwsCallError('throttled', 'iam:GetLoginProfile', 'Throttling: Rate exceeded');
  };
  let left = 1_000;
  const theirs = { asked: 0, answered: 0 };
  const work = async () => {
    for (; left > 0; ) {
      left -= 1;
      await client.call('iam:GetLoginProfile', IN_AN_HOUR, call);
    }
  };
  const somebodyElse = async () => {
    while (others.perSecond > 0) {
      await clock.sleep((1_000 / others.perSecond) * (0.5 + clock.random()));
      theirs.asked += 1;
      if (account.take()) theirs.answered += 1;
    }
  };
  await clock.run(() => {
    void somebodyElse();
    return Promise.all(Array.from({ length: 32 }, work));
  });
  return { seconds: (clock.now() - BEGAN) / 1_000, retries: client.retries, theirs };
}

describe('an account that answers 20 calls a second', () => {
  test.each([1, 5, 20, 100, 500])(
    'is asked 1,000 questions within 1.15 times the time that takes, with a bucket of %d',
    async (burst) => {
      const { seconds, retries } = await askThousand(burst, { perSecond: 0 });
      expect(seconds).toBeLessThanOrEqual((1.15 * 1_000) / 20);
      expect(retries).toBeLessThan(160);
    },
  );

  test('is asked at its rate though it refuses everything for the first two seconds', async () => {
    const { seconds } = await askThousand(20, { perSecond: 0 }, (_nth, ms) => ms < 2_000);
    expect(seconds).toBeLessThanOrEqual((1.15 * 1_000) / 20);
  });

  test.each([5, 20, 100])('answers its other callers meanwhile, with a bucket of %d', async (burst) => {
    const { theirs } = await askThousand(burst, { perSecond: 2 });
    expect(theirs.answered / theirs.asked).toBeGreaterThan(0.85);
  });
});

test('an account that refuses its first two calls and no other is not slow for that', async () => {
  const { seconds } = await askThousand(1_000_000, { perSecond: 0 }, (nth) => nth <= 2);
  expect(seconds).toBeLessThan(10);
});
