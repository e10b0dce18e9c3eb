import { Asker } from '../../rule/ask';
import { AwsCallError } from '../../rule/core/errors';
import { Pace } from '../../rule/pace';
import { VirtualClock } from '../support/virtual-clock';

const BEGAN = Date.parse('2027-01-15T12:00:00Z');
const IN_AN_HOUR = BEGAN + 3_600_000;

interface Played {
  /** When the call began, in milliseconds since the beginning. */
  readonly began: number;
  readonly underWay: number;
}

type Answer = { readonly takes?: number; readonly outcome?: 'answered' | 'throttled' | 'failed' };

/** Plays as many calls as a pace lets through in a time; `answer` is AWS: 30 ms, answered, where it does not say. */
async function play(
  concurrency: { readonly start: number; readonly most: number },
  lastsMs: number,
  answer: (call: Played, nth: number) => Answer = () => ({}),
) {
  const clock = new VirtualClock(BEGAN);
  const pace = new Pace(clock, concurrency);
  const calls: Played[] = [];
  let underWay = 0;
  const work = async () => {
    for (;;) {
      const began = await pace.begin(BEGAN + lastsMs);
      if (began === undefined) return;
      underWay += 1;
      const call = { began: began - BEGAN, underWay };
      calls.push(call);
      const { takes = 30, outcome = 'answered' } = answer(call, calls.length);
      await clock.sleep(takes);
      underWay -= 1;
      pace.end(began, outcome);
    }
  };
  await clock.run(() => Promise.all(Array.from({ length: 64 }, work)));
  return { calls, pace };
}

/** How many calls began at each instant. */
function waves(calls: readonly Played[]): readonly number[] {
  const counts = new Map<number, number>();
  for (const { began } of calls) counts.set(began, (counts.get(began) ?? 0) + 1);
  return [...counts.values()];
}

function peaks(calls: readonly Played[], from: number, to: number): number {
  return Math.max(
    ...calls.filter(({ began }) => began >= from && began < to).map(({ underWay }) => underWay),
  );
}

describe('concurrency', () => {
  test('begins modestly, grows with every quick answer, and ends growing at the most', async () => {
    const { calls, pace } = await play({ start: 4, most: 20 }, 150);
    expect(waves(calls)).toEqual([4, 8, 16, 20, 20]);
    expect(pace.peakConcurrency).toBe(20);
  });

  test('grows while answers take up to four times the quickest', async () => {
    const { calls } = await play({ start: 2, most: 20 }, 300, (_, nth) => ({ takes: nth <= 2 ? 30 : 120 }));
    expect(waves(calls)).toEqual([2, 4, 8, 16]);
  });

  test('does not grow while answers take longer than that', async () => {
    const { calls } = await play({ start: 2, most: 20 }, 300, (_, nth) => ({ takes: nth <= 2 ? 30 : 121 }));
    expect(waves(calls)).toEqual([2, 4, 4, 4]);
  });

  test('does not grow by calls that fail', async () => {
    const { calls } = await play({ start: 3, most: 20 }, 90, () => ({ outcome: 'failed' }));
    expect(waves(calls)).toEqual([3, 3, 3]);
  });

  test('halves on a throttle, once for all the calls that were under way', async () => {
    const outcome = 'throttled';
    const { calls } = await play({ start: 4, most: 32 }, 500, ({ began }) =>
      began === 90 ? { outcome } : { takes: began < 90 ? 30 : 400 },
    );
    expect(waves(calls).slice(0, 4)).toEqual([4, 8, 16, 32]);
    // The throttled wave ends at 120 ms, and no later call before the end.
    expect(peaks(calls, 120, 500)).toBe(16);
  });

  test('never falls below half of where it began', async () => {
    const outcome = 'throttled';
    const { calls } = await play({ start: 8, most: 32 }, 60_000, () => ({ outcome, takes: 10_000 }));
    expect(peaks(calls, 0, 1)).toBe(8);
    expect(peaks(calls, 40_000, 60_000)).toBe(4);
  });
});

describe('the rate', () => {
  /** 40 answers a second for a second, then one throttle, then answers only. */
  const oneThrottle = async (lastsMs: number) => {
    const outcome = 'throttled';
    const { calls } = await play({ start: 4, most: 4 }, lastsMs, ({ began }) =>
      began === 1_000 ? { takes: 100, outcome } : { takes: began < 1_000 ? 100 : 10 },
    );
    return calls.map(({ began }) => began);
  };

  test('is bounded from the first throttle on, by the answers of the last second less a margin', async () => {
    const began = await oneThrottle(1_300);
    // 40 answers a second, times 0.85: one call in 29.4 ms.
    const after = began.filter((at) => at > 1_000);
    expect(after.map(Math.floor).slice(0, 4)).toEqual([1_129, 1_158, 1_188, 1_217]);
  });

  test('forgets answers that are older than a second', async () => {
    // 400 answers in the first second, 40 in each of the next three, then one throttle.
    const { calls } = await play({ start: 4, most: 4 }, 4_500, ({ began }) =>
      began === 4_000 ? { takes: 100, outcome: 'throttled' } : { takes: began < 1_000 ? 10 : 100 },
    );
    const after = calls.map(({ began }) => began).filter((at) => at > 4_000);
    expect(after.map(Math.floor).slice(0, 2)).toEqual([4_129, 4_158]);
  });

  test('lets concurrency grow by one in a round, no longer by one an answer', async () => {
    const { calls } = await play({ start: 8, most: 64 }, 20_000, ({ began }) =>
      began === 0 ? { takes: 30, outcome: 'throttled' } : { takes: 400 },
    );
    expect(peaks(calls, 0, 30)).toBe(8);
    expect([1, 5, 10].map((second) => peaks(calls, second * 1_000, second * 1_000 + 400))).toEqual([
      6, 15, 27,
    ]);
  });

  test('grows again slowly', async () => {
    const began = await oneThrottle(12_000);
    const inSecond = (second: number) =>
      began.filter((at) => at >= second * 1_000 && at < (second + 1) * 1_000).length;
    expect([2, 4, 6, 8, 10].map(inSecond)).toEqual([35, 37, 39, 43, 48]);
  });

  test('is sought from 10 a second on, doubling each second, where a throttle comes before any answer', async () => {
    const { calls } = await play({ start: 4, most: 8 }, 3_000, (_, nth) =>
      nth <= 4 ? { outcome: 'throttled' } : { takes: 1 },
    );
    expect(waves(calls)[0]).toBe(4);
    expect(calls.slice(4, 7).map(({ began }) => Math.floor(began))).toEqual([130, 223, 310]);
    const inSecond = (second: number) =>
      calls.filter(({ began }) => began >= second * 1_000 && began < (second + 1) * 1_000).length;
    expect([1, 2].map(inSecond)).toEqual([28, 56]);
  });

  test('is about one call a second where everything is refused', async () => {
    const { calls } = await play({ start: 4, most: 8 }, 120_000, () => ({ outcome: 'throttled' }));
    const inLastMinute = calls.filter(({ began }) => began >= 60_000);
    expect(inLastMinute.length).toBeGreaterThanOrEqual(55);
    expect(inLastMinute.length).toBeLessThanOrEqual(120);
  });
});

test('a late start is made up for by one call, never by a burst', async () => {
  const clock = new VirtualClock(BEGAN);
  const pace = new Pace(clock, { start: 8, most: 8 });
  pace.end((await pace.begin(IN_AN_HOUR)) ?? 0, 'throttled');
  clock.pass(1_000);
  const began = await clock.run(() => Promise.all([1, 2, 3].map(() => pace.begin(IN_AN_HOUR))));
  // Sought from 10 a second on, the rate has become 20 a second meanwhile.
  expect(began.map((at) => (at ?? 0) - BEGAN)).toEqual([1_000, 1_000, 1_050]);
});

describe('a call whose turn would come too late', () => {
  test('does not begin at its deadline', async () => {
    const clock = new VirtualClock(BEGAN);
    const pace = new Pace(clock, { start: 1, most: 1 });
    expect(await pace.begin(BEGAN)).toBeUndefined();
    expect(await pace.begin(BEGAN + 1)).toBe(BEGAN);
    expect(pace.peakConcurrency).toBe(1);
  });

  test('does not wait for a moment after its deadline', async () => {
    const clock = new VirtualClock(BEGAN);
    const pace = new Pace(clock, { start: 2, most: 2 });
    const first = await pace.begin(IN_AN_HOUR);
    pace.end(first ?? 0, 'throttled');
    expect(await clock.run(() => pace.begin(BEGAN + 40))).toBeUndefined();
    expect(clock.now()).toBe(BEGAN + 40);
  });
});

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
  const asker = new Asker(clock, { start: 4, most: 32 });
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
      await asker.ask('iam:GetLoginProfile', IN_AN_HOUR, call);
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
  return { seconds: (clock.now() - BEGAN) / 1_000, retries: asker.retries, theirs };
}

describe('an account that answers 20 calls a second', () => {
  test.each([1, 5, 20, 100, 500])(
    'is asked 1,000 questions within 1.15 times the time that takes, with a bucket of %d',
    async (burst) => {
      const { seconds, retries } = await askThousand(burst, { perSecond: 0 });
      expect(seconds).toBeLessThanOrEqual((1.15 * 1_000) / 20);
      expect(retries).toBeLessThan(120);
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
