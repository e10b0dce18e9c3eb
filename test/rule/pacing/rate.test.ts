import { Rate } from '../../../rule/pacing/rate';

/** A rate after some answers, evenly over a span of milliseconds that ends at 1,000 ms, and a throttle then. */
function throttledAfter(answers: number, spanMs = 1_000): Rate {
  const rate = new Rate();
  for (let nth = 1; nth <= answers; nth += 1)
    rate.answered(1_001 - spanMs + ((nth - 1) * (spanMs - 1)) / Math.max(1, answers - 1));
  rate.throttled(1_000, 900);
  return rate;
}

/** How many calls start within a span, each as soon as it may. */
function startsWithin(rate: Rate, from: number, to: number): number {
  let count = 0;
  for (let now = from + rate.waitAt(from); now < to; now += rate.waitAt(now)) {
    rate.started(now);
    count += 1;
  }
  return count;
}

test('no call waits before the first throttle', () => {
  const rate = new Rate();
  for (let nth = 0; nth < 100; nth += 1) {
    expect(rate.waitAt(1_000)).toBe(0);
    rate.started(1_000);
    rate.answered(1_000);
  }
});

describe('after a throttle', () => {
  test('calls start at 85 % of the rate that AWS answered in the last second', () => {
    // 40 answers in a second, times 0.85: one call in 29.4 ms.
    const rate = throttledAfter(40);
    expect(rate.waitAt(1_000)).toBeCloseTo(29.4, 1);
    rate.started(1_029.42);
    expect(rate.waitAt(1_029.42)).toBeCloseTo(29.3, 1);
  });

  test('answers that are older than a second do not count', () => {
    const rate = new Rate();
    for (let nth = 0; nth < 400; nth += 1) rate.answered(nth);
    for (let nth = 0; nth < 40; nth += 1) rate.answered(3_000.001 + nth * 25);
    rate.throttled(4_000, 3_990);
    expect(rate.waitAt(4_000)).toBeCloseTo(29.4, 1);
  });

  test('answers of less than a second count for as long as they took, and for 50 ms at least', () => {
    // 20 answers in 99 ms are 202 a second, 4 at one instant are 4 in 50 ms.
    expect(throttledAfter(20, 100).waitAt(1_000)).toBeCloseTo(5.82, 2);
    const burst = new Rate();
    for (let nth = 0; nth < 4; nth += 1) burst.answered(1_000);
    burst.throttled(1_000, 970);
    expect(burst.waitAt(1_000)).toBeCloseTo(14.71, 2);
  });

  test('the rate returns to what AWS granted after 8 seconds, and then grows ever faster', () => {
    const inSecond = (afterThrottle: number) =>
      startsWithin(throttledAfter(400), 1_000 + afterThrottle * 1_000, 2_000 + afterThrottle * 1_000);
    expect([0, 4, 7, 8, 12, 16, 24].map(inSecond)).toEqual([350, 397, 402, 402, 413, 474, 929]);
  });

  test('a throttled call from before it changes nothing', () => {
    const rate = throttledAfter(40);
    rate.throttled(1_010, 999);
    expect(rate.waitAt(1_000)).toBeCloseTo(29.4, 1);
  });

  test('a second throttle takes 15 % off the rate, though answers were fewer meanwhile', () => {
    const rate = throttledAfter(40);
    rate.throttled(1_500, 1_450);
    // In half a second the bound had grown from 34 to 35.1 calls a second, of which 85 % are left.
    expect(rate.waitAt(1_500)).toBeCloseTo(33.5, 1);
  });

  test('the rate falls to what AWS answers when that is less than half of it', () => {
    const rate = throttledAfter(400);
    for (let nth = 1; nth <= 20; nth += 1) rate.answered(1_000 + nth * 50);
    rate.throttled(2_001, 1_950);
    // 20 answers in 951 ms may be half of what AWS grants: 42 a second, times 0.85.
    expect(rate.waitAt(2_001)).toBeCloseTo(27.97, 2);
  });
});

describe('a throttle before AWS has answered enough to show a rate', () => {
  test('starts from 10 calls a second and doubles each second', () => {
    expect(throttledAfter(3).waitAt(1_000)).toBeCloseTo(100, 6);
    const inSecond = (second: number) =>
      startsWithin(throttledAfter(3), second * 1_000, (second + 1) * 1_000);
    expect([1, 2, 3].map(inSecond)).toEqual([14, 30, 59]);
  });

  test('halves a rate that is bounded already', () => {
    const rate = throttledAfter(0);
    rate.throttled(1_010, 1_005);
    expect(rate.waitAt(1_010)).toBeCloseTo(198.62, 1);
  });

  test('ends at about a call a second when AWS refuses every call', () => {
    const rate = new Rate();
    let now = 0;
    const starts: number[] = [];
    while (now < 120_000) {
      now += rate.waitAt(now);
      rate.started(now);
      starts.push(now);
      now += 30;
      rate.throttled(now, now - 30);
    }
    const inLastMinute = starts.filter((at) => at >= 60_000).length;
    expect(inLastMinute).toBeGreaterThanOrEqual(50);
    expect(inLastMinute).toBeLessThanOrEqual(70);
  });
});

test('a call that starts late makes room for one more at once, and never for a burst', () => {
  const rate = throttledAfter(0);
  // Ten a second, doubled in the second that has passed: 20 a second.
  const waits = [1, 2, 3].map(() => {
    const wait = rate.waitAt(2_000);
    rate.started(2_000);
    return Math.round(wait);
  });
  expect(waits).toEqual([0, 0, 50]);
});
