import { AwsCallError, type CallFailure } from '../../rule/core/errors';
import type { Page } from '../../rule/ports';
import { ThrottledClient } from '../../rule/throttled-client';
import { rejectionOf } from '../support/thrown';
import { VirtualClock } from '../support/virtual-clock';

const BEGAN = Date.parse('2027-01-15T12:00:00Z');
const IN_A_MINUTE = BEGAN + 60_000;
const ACTION = 'iam:ListUsers';

/** A client in virtual time, and AWS that answers after 30 ms: each call by the next of `outcomes`, the last for ever. */
function asking(...outcomes: readonly (CallFailure | 'answer' | Error)[]) {
  const clock = new VirtualClock(BEGAN);
  const client = new ThrottledClient(clock, { concurrency: 4 });
  const sent: { readonly at: number; readonly timeoutMs: number }[] = [];
  const call = async (timeoutMs: number) => {
    sent.push({ at: clock.now() - BEGAN, timeoutMs });
    const outcome = outcomes[Math.min(sent.length, outcomes.length) - 1] ?? 'answer';
    await clock.sleep(30);
    if (outcome === 'answer') return 'answered';
    throw outcome instanceof Error ? outcome : new AwsCallError(outcome, ACTION, 'Faked: by the test');
  };
  const ask = (untilMs = 60_000) => clock.run(() => client.call(ACTION, BEGAN + untilMs, call));
  return { clock, client, sent, ask };
}

describe('a call', () => {
  test('that is answered is made once, with ten seconds at most', async () => {
    const { client, sent, ask } = asking('answer');
    expect(await ask()).toBe('answered');
    expect(sent).toEqual([{ at: 0, timeoutMs: 10_000 }]);
    expect([...client.calls]).toEqual([[ACTION, 1]]);
    expect([client.retries, client.peakConcurrency]).toEqual([0, 1]);
  });

  test('has no longer than what is left of the time', async () => {
    const { sent, ask } = asking('answer');
    await ask(9_999);
    expect(sent).toEqual([{ at: 0, timeoutMs: 9_999 }]);
  });

  test.each<[string, readonly (CallFailure | 'answer')[]]>([
    ['two broken connections', ['transient', 'transient', 'answer']],
    ['two throttles', ['throttled', 'throttled', 'answer']],
    ['one of each', ['transient', 'throttled', 'answer']],
    ['four broken connections', ['transient', 'transient', 'transient', 'transient', 'answer']],
  ])('survives %s', async (_name, outcomes) => {
    const { client, ask } = asking(...outcomes);
    expect(await ask()).toBe('answered');
    expect(client.retries).toBe(outcomes.length - 1);
    expect(client.calls.get(ACTION)).toBe(outcomes.length);
  });

  test('that fails five times is given up', async () => {
    const { sent, ask } = asking('transient');
    const error = await rejectionOf(ask());
    expect(error).toBeInstanceOf(AwsCallError);
    expect(error.message).toBe(
      'AwsCallFailed: iam:ListUsers failed every time it was tried; the next run asks again (Faked: by the test)',
    );
    expect(sent).toHaveLength(5);
  });

  test('is throttled more than five times before it is answered', async () => {
    const throttles = Array.from({ length: 12 }, () => 'throttled' as const);
    const { sent, ask } = asking(...throttles, 'answer');
    expect(await ask()).toBe('answered');
    expect(sent).toHaveLength(13);
  });

  test('counts its failures apart from its throttles', async () => {
    const mixed = Array.from({ length: 4 }, () => ['transient', 'throttled', 'throttled'] as const).flat();
    const { sent, ask } = asking(...mixed, 'answer');
    expect(await ask()).toBe('answered');
    expect(sent).toHaveLength(13);
  });

  test('throttled to the end runs out of time, and says so', async () => {
    const { clock, sent, ask } = asking('throttled');
    const error = await rejectionOf(ask(60_000));
    expect(error.code).toBe('OutOfTime');
    expect(error.message).toBe(
      'OutOfTime: iam:ListUsers last failed as throttled before the time ran out; the next run asks first about those left open',
    );
    expect(error.cause).toMatchObject({ failure: 'throttled' });
    expect(clock.now()).toBe(BEGAN + 60_000);
    expect(Math.max(...sent.map(({ at, timeoutMs }) => at + timeoutMs))).toBeLessThanOrEqual(60_000);
  });

  test('without time is not made', async () => {
    const { sent, ask } = asking('answer');
    const error = await rejectionOf(ask(0));
    expect(error.message).toBe(
      'OutOfTime: iam:ListUsers was not asked before the time ran out; the next run asks first about those left open',
    );
    expect(error.cause).toBeUndefined();
    expect(sent).toEqual([]);
  });

  test.each(['denied', 'missing', 'refused'] as const)('that is %s is not made again', async (failure) => {
    const { sent, ask } = asking(failure);
    expect(await rejectionOf(ask())).toMatchObject({ failure });
    expect(sent).toHaveLength(1);
  });

  test('that shows a defect is not made again, and frees its place', async () => {
    const { client, sent, ask } = asking(new TypeError('a defect'), 'answer');
    await expect(ask()).rejects.toThrow(new TypeError('a defect'));
    expect(await ask()).toBe('answered');
    expect([sent.length, client.retries, client.peakConcurrency]).toEqual([2, 0, 1]);
  });
});

test('calls that fail for other reasons than their rate slow nothing down', async () => {
  const clock = new VirtualClock(BEGAN);
  const client = new ThrottledClient(clock, { concurrency: 8 });
  let sent = 0;
  const call = async () => {
    sent += 1;
    const failing = sent <= 8;
    await clock.sleep(30);
    if (failing) throw new AwsCallError('transient', ACTION, 'Faked: by the test');
  };
  const all = Array.from({ length: 40 });
  await clock.run(() => Promise.all(all.map(() => client.call(ACTION, IN_A_MINUTE, call))));
  // Six rounds of eight calls; the waits of the eight that failed pass meanwhile.
  expect(clock.now() - BEGAN).toBeLessThanOrEqual(210);
});

test('waits between attempts are random, up to twice as long each time and five seconds at most', async () => {
  const clock = new (class extends VirtualClock {
    override random() {
      return 0.999_999;
    }
  })(BEGAN);
  const client = new ThrottledClient(clock, { concurrency: 1 });
  const at: number[] = [];
  const call = async () => {
    at.push(clock.now() - BEGAN);
    throw new AwsCallError(at.length % 2 === 0 ? 'throttled' : 'transient', ACTION, 'no');
  };
  await rejectionOf(clock.run(() => client.call(ACTION, BEGAN + 60_000, call)));
  expect(at.slice(1).map((time, index) => Math.round(time - (at[index] ?? 0)))).toEqual([
    100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000,
  ]);
});

describe('a client that was stopped', () => {
  test('lets calls under way end, and makes no other', async () => {
    const { clock, client } = asking();
    const call = () => clock.sleep(30).then(() => 'answer');
    const [first, second] = await clock.run(async () => {
      const begun = client.call(ACTION, IN_A_MINUTE, call);
      await clock.sleep(10);
      void client.stop();
      return Promise.allSettled([begun, client.call(ACTION, IN_A_MINUTE, call)]);
    });
    expect(first).toEqual({ status: 'fulfilled', value: 'answer' });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'OutOfTime' } });
  });

  test('sends nothing again', async () => {
    const { clock, client } = asking();
    const stopped = clock.run(() =>
      client.call(ACTION, IN_A_MINUTE, () => {
        void client.stop();
        throw new AwsCallError('transient', ACTION, 'Faked: by the test');
      }),
    );
    expect(await rejectionOf(stopped)).toMatchObject({ code: 'OutOfTime' });
    expect(client.calls).toEqual(new Map([[ACTION, 1]]));
  });

  test('is stopped once no call is under way', async () => {
    const { clock, client } = asking();
    const stoppedAt = await clock.run(async () => {
      const begun = [30, 700].map((ms) => client.call(ACTION, IN_A_MINUTE, () => clock.sleep(ms)));
      await clock.sleep(10);
      await client.stop();
      const at = clock.now() - BEGAN;
      await Promise.all(begun);
      return at;
    });
    expect(stoppedAt).toBe(700);
  });

  test('is stopped at once without calls', async () => {
    const { clock, client } = asking();
    await clock.run(() => client.stop());
    expect(clock.now()).toBe(BEGAN);
  });

  test('ends those that wait for a place', async () => {
    const { clock, client } = asking();
    const results = await clock.run(async () => {
      const call = () => clock.sleep(500);
      const asked = Array.from({ length: 9 }, () => client.call(ACTION, IN_A_MINUTE, call));
      await clock.sleep(10);
      void client.stop();
      return Promise.allSettled(asked);
    });
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    expect(client.calls.get(ACTION)).toBe(4);
  });
});

describe('a list', () => {
  type Numbers = Page<number>;
  const paging = (pages: Readonly<Record<string, Numbers>>) => {
    const clock = new VirtualClock(BEGAN);
    const client = new ThrottledClient(clock, { concurrency: 1 });
    const markers: (string | undefined)[] = [];
    const seen: (readonly number[])[] = [];
    const list = () =>
      clock.run(() =>
        client.pages(
          ACTION,
          BEGAN + 60_000,
          async (marker) => {
            markers.push(marker);
            await clock.sleep(30);
            return pages[marker ?? 'first'] ?? { items: [] };
          },
          (items) => seen.push(items),
        ),
      );
    return { list, markers, seen };
  };

  test('is read to its end, over short and empty pages', async () => {
    const { list, markers, seen } = paging({
      first: { items: [1, 2], next: 'b' },
      b: { items: [], next: 'c' },
      c: { items: [3] },
    });
    expect(await list()).toEqual([1, 2, 3]);
    expect(markers).toEqual([undefined, 'b', 'c']);
    expect(seen).toEqual([[1, 2], [], [3]]);
  });

  test('of one empty page is empty', async () => {
    const { list, markers } = paging({ first: { items: [] } });
    expect(await list()).toEqual([]);
    expect(markers).toEqual([undefined]);
  });

  test('whose page names itself as the next one is refused', async () => {
    const { list, markers } = paging({ first: { items: [1], next: 'b' }, b: { items: [2], next: 'b' } });
    expect((await rejectionOf(list())).message).toBe(
      'AwsCallFailed: iam:ListUsers was refused (a page names one that was read already as the next)',
    );
    expect(markers).toEqual([undefined, 'b']);
  });

  test('that goes round in a circle is refused at once', async () => {
    const { list, markers } = paging({
      first: { items: [1], next: 'b' },
      b: { items: [2], next: 'c' },
      c: { items: [3], next: 'b' },
    });
    expect((await rejectionOf(list())).code).toBe('AwsCallFailed');
    expect(markers).toEqual([undefined, 'b', 'c']);
  });
});
