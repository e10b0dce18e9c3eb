import { deploy } from '../../../bench/organization/deployment';
import type { DrawnAccount } from '../../../bench/organization/draw-accounts';

const ACCOUNT: DrawnAccount = { users: 1, isFailing: false, stackSeconds: 60, codeReadAfterSeconds: 30 };
const FAILING: DrawnAccount = { ...ACCOUNT, isFailing: true };
const EVERYTHING = { maxConcurrentPercentage: 100, failureTolerancePercentage: 100, cap: 10_000 };

function accounts(...failing: readonly number[]): readonly DrawnAccount[] {
  return Array.from({ length: 10 }, (_, index) => (failing.includes(index) ? FAILING : ACCOUNT));
}

test('ten accounts at once take as long as one, and read the code in the same second', () => {
  expect(deploy(accounts(), EVERYTHING)).toEqual({
    seconds: 60,
    mostAtOnce: 10,
    mostReadsInASecond: 10,
    deployed: 10,
    failed: 0,
    cancelled: 0,
  });
});

test.each([
  [{ maxConcurrentPercentage: 1 }, 1, 600],
  [{ maxConcurrentPercentage: 25 }, 2, 300],
  [{ maxConcurrentPercentage: 50 }, 5, 120],
  [{ cap: 3 }, 3, 240],
])('%j has %i at once and takes %i seconds', (settings, mostAtOnce, seconds) => {
  expect(deploy(accounts(), { ...EVERYTHING, ...settings })).toMatchObject({ mostAtOnce, seconds });
});

test('a failure that is tolerated stops nobody', () => {
  expect(deploy(accounts(2, 7), EVERYTHING)).toMatchObject({ deployed: 8, failed: 2, cancelled: 0 });
});

test('a failure that is not tolerated lets those under way end, and begins no other', () => {
  const settings = { ...EVERYTHING, maxConcurrentPercentage: 20, failureTolerancePercentage: 0 };
  expect(deploy(accounts(2), settings)).toMatchObject({ seconds: 120, deployed: 3, failed: 1, cancelled: 6 });
});
