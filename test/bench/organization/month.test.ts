import type { DrawnAccount } from '../../../bench/organization/draw-accounts';
import { monthOf } from '../../../bench/organization/month';

function account(users: number): DrawnAccount {
  return { users, isFailing: false, stackSeconds: 60, codeReadAfterSeconds: 30 };
}

test.each([
  ['daily', 'all', 30_416.67, 30.42],
  ['hourly', 'all', 730_000, 535],
  ['daily', 'changes', 100, 0.1],
  ['hourly', 'changes', 100, 0.1],
] as const)('1,000 users, %s, %s: %d evaluations', (schedule, report, evaluations, dollars) => {
  const month = monthOf([account(1_000)], schedule, report);
  expect(month.evaluations).toBeCloseTo(evaluations, 2);
  expect(month.config).toBeCloseTo(dollars, 2);
});

test("AWS Config's tiers are each account's own", () => {
  const { config } = monthOf([account(1_000), account(1_000)], 'hourly', 'all');
  expect(config).toBeCloseTo(1_070, 2);
});

test('an account without users costs its alarms and its runs: custom metrics are off', () => {
  const daily = monthOf([account(0)], 'daily', 'all');
  const hourly = monthOf([account(0)], 'hourly', 'all');
  expect(daily.cloudWatch).toBeCloseTo(0.5, 4);
  expect(hourly.cloudWatch).toBeCloseTo(0.5, 4);
  expect(hourly.lambda).toBeCloseTo(0.0142, 4);
});
