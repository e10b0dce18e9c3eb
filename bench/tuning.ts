import { join } from 'node:path';
import { bundleWithConcurrency, bundleWithDefaults } from './bundle';
import { heapFlags } from './node24';
import type { Row } from './table';
import { type MemorySize, median, processorOf, runsOf, type Subject, shown, tune } from './tuning-subjects';

/** Between these, `IAM_CONCURRENCY` in rule/judge-users.ts is chosen. */
const CONCURRENCIES = [8, 16, 32, 64] as const;
/** A function with one processor, and one with a seventh of it. */
const PROCESSORS: readonly MemorySize[] = [1_769, 256];

interface Bundles {
  readonly allAtOnce: string;
  readonly byConcurrency: ReadonlyMap<number, string>;
}

/** `npm run bench:tuning`: how many calls at once. */
tune({
  section: 'tuning',
  measure: async (subjects, directory, nodes) => {
    const bundles = await bundleAll(directory);
    const rows: Row[] = [
      ['processor', 'account', 'users', 'all at once, s', ...CONCURRENCIES.map((most) => `${most} at once`)],
    ];
    for (const size of PROCESSORS) {
      for (const subject of subjects) rows.push(await rowOf(subject, bundles, size, nodes.get(size) ?? ''));
    }
    return rows;
  },
});

async function bundleAll(directory: string): Promise<Bundles> {
  const allAtOnce = join(directory, 'all-at-once');
  await bundleWithDefaults('baselines/all-at-once.ts', allAtOnce);
  const byConcurrency = new Map(CONCURRENCIES.map((most) => [most, join(directory, `at-once-${most}`)]));
  await Promise.all([...byConcurrency].map(([most, target]) => bundleWithConcurrency(most, target)));
  return { allAtOnce, byConcurrency };
}

/** The baseline in seconds, then each concurrency as a part of it. */
async function rowOf(
  { kind, users, account }: Subject,
  { allAtOnce, byConcurrency }: Bundles,
  size: MemorySize,
  nodePath: string,
): Promise<Row> {
  const bundles = [allAtOnce, ...byConcurrency.values()];
  const seconds: number[][] = bundles.map(() => []);
  // In turn, so that a machine whose speed drifts slows all of them.
  for (let run = 0; run < runsOf(users); run += 1) {
    for (const [at, bundle] of bundles.entries()) {
      // With the memory of all users' answers at once, the baseline does not fit into 256 MB.
      const nodeFlags = heapFlags(bundle === allAtOnce ? 1_769 : 256);
      seconds[at]?.push((await account.runBundle(bundle, { nodePath, nodeFlags })).seconds);
    }
  }
  const [baseline = Number.NaN, ...ours] = seconds.map(median);
  return shown([
    processorOf(size),
    kind,
    users.toLocaleString('en-US'),
    baseline.toFixed(2),
    ...ours.map((time) => (time / baseline).toFixed(2)),
  ]);
}
