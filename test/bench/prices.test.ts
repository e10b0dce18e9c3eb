import { dollarsAMonth } from '../../bench/prices';

test.each([
  ['10 users a day', { evaluations: 10, seconds: 0 }, 'daily', 0.3042],
  ['1,000 users a day', { evaluations: 1_000, seconds: 0 }, 'daily', 30.4167],
  ['1,000 users an hour, in all three tiers', { evaluations: 1_000, seconds: 0 }, 'hourly', 535.0001],
  ['no evaluations, 4 seconds an hour', { evaluations: 0, seconds: 4 }, 'hourly', 0.0391],
] as const)('%s', (_, run, schedule, dollars) => {
  expect(dollarsAMonth(run, schedule)).toBeCloseTo(dollars, 4);
});
