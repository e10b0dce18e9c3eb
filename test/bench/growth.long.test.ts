import { accountOf, NOW } from '../../bench/measured-account';
import type { AccountKind } from '../../demo/generator/proportions';
import { IAM_CONCURRENCY } from '../../rule/judge-users';
import { virtualRun } from './virtual-run';

const KINDS: readonly AccountKind[] = ['people', 'mixed', 'keys-only'];

describe.each(KINDS)('an account of kind %s', (kind) => {
  test('costs five times the calls for five times the users, at most, and five times the time', async () => {
    const thousand = await virtualRun(accountOf(kind, 1_000), NOW);
    const fiveThousand = await virtualRun(accountOf(kind, 5_000), NOW);
    expect(fiveThousand.calls / thousand.calls).toBeLessThanOrEqual(5.05);
    expect(fiveThousand.milliseconds / thousand.milliseconds).toBeLessThanOrEqual(5);
  });

  test('is judged in little more than its calls take with the highest concurrency all along', async () => {
    const { calls, milliseconds, peakConcurrency } = await virtualRun(accountOf(kind, 5_000), NOW);
    expect(peakConcurrency).toBe(IAM_CONCURRENCY);
    expect(milliseconds / ((calls * 30) / IAM_CONCURRENCY)).toBeLessThanOrEqual(1.2);
  });
});

test('an account that IAM throttles at 20 calls a second is judged at nearly that rate', async () => {
  const { answeredByIam, milliseconds } = await virtualRun(accountOf('mixed', 1_000), NOW, { perSecond: 20 });
  expect(milliseconds / ((answeredByIam * 1_000) / 20)).toBeLessThanOrEqual(1.15);
});
