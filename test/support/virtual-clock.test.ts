import { VirtualClock } from './virtual-clock';

test('sleepers wake in the order of their instants, and those of the same instant in the order they went to sleep', async () => {
  const clock = new VirtualClock(1_000);
  const woken: string[] = [];
  const sleep = async (name: string, milliseconds: number) => {
    await clock.sleep(milliseconds);
    woken.push(`${name} at ${clock.now()}`);
  };
  await clock.run(() => Promise.all([sleep('late', 20), sleep('first', 10), sleep('second', 10)]));
  expect(woken).toEqual(['first at 1010', 'second at 1010', 'late at 1020']);
});

test('time passes only while everybody sleeps', async () => {
  const clock = new VirtualClock(0);
  const instants = await clock.run(async () => {
    const before = clock.now();
    for (let step = 0; step < 1_000; step++) await Promise.resolve();
    return [before, clock.now()];
  });
  expect(instants).toEqual([0, 0]);
});

test('a run ends with its work, and leaves the other sleepers to be run out', async () => {
  const clock = new VirtualClock(0);
  let wokeAt: number | undefined;
  void clock.sleep(50).then(() => {
    wokeAt = clock.now();
  });
  await clock.run(() => clock.sleep(5));
  expect([clock.now(), wokeAt]).toEqual([5, undefined]);
  await clock.runOut();
  expect(wokeAt).toBe(50);
});

test('work that waits for something else is an error, and so is what the work throws', async () => {
  const clock = new VirtualClock(0);
  await expect(clock.run(() => new Promise(() => {}))).rejects.toThrow('nobody is asleep');
  await expect(clock.run(() => Promise.reject(new Error('of the work')))).rejects.toThrow('of the work');
});

test('chance repeats with its seed, and lies from 0 up to 1', () => {
  const draw = (seed: number) =>
    Array.from({ length: 100 }, VirtualClock.prototype.random, new VirtualClock(0, seed));
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  expect(Math.min(...draw(7))).toBeGreaterThanOrEqual(0);
  expect(Math.max(...draw(7))).toBeLessThan(1);
});
