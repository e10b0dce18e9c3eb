import { prove } from './prove';

// A share of the schedules that CI plays. Jest prints its seed, and --seed plays the same ones again.
test('the promise is kept over random accounts and random faults', async () => {
  const { schedules, failure } = await prove({ runs: 100, seed: jest.getSeed() });
  expect(failure?.text).toBeUndefined();
  expect(schedules).toBe(100);
}, 60_000);
