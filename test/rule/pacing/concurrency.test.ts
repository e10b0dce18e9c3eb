import { Concurrency } from '../../../rule/pacing/concurrency';

/** Lets everything that can go on go on. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

test('lets as many calls in as allowed, and the others in the order in which they came', async () => {
  const concurrency = new Concurrency(2);
  const entered: number[] = [];
  for (const call of [1, 2, 3, 4]) void concurrency.enter().then(() => entered.push(call));
  await settled();
  expect(entered).toEqual([1, 2]);
  concurrency.leave();
  await settled();
  expect(entered).toEqual([1, 2, 3]);
  concurrency.leave();
  concurrency.leave();
  await settled();
  expect(entered).toEqual([1, 2, 3, 4]);
});

test('knows the most calls that were under way at once', async () => {
  const concurrency = new Concurrency(3);
  expect(concurrency.peak).toBe(0);
  await concurrency.enter();
  await concurrency.enter();
  concurrency.leave();
  await concurrency.enter();
  expect(concurrency.peak).toBe(2);
});

test('is idle when the last call has left', async () => {
  const concurrency = new Concurrency(2);
  await concurrency.idle();
  await concurrency.enter();
  await concurrency.enter();
  let idle = false;
  void concurrency.idle().then(() => {
    idle = true;
  });
  concurrency.leave();
  await settled();
  expect(idle).toBe(false);
  concurrency.leave();
  await settled();
  expect(idle).toBe(true);
});
