import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountKind } from '../demo/generator/proportions';
import { synthesize } from '../lib/synthesize';
import { bundleWithConcurrency, bundleWithDefaults } from './bundle';
import { accountOf, MeasuredAccount } from './measured-account';
import { heapFlags, lambdaNode, versionOf } from './node24';
import { MEMORY_OF_ONE_PROCESSOR, ProcessorShare } from './processor-share';
import { rewriteSection } from './rewrite';
import { asMarkdown, asText, type Row } from './table';

/** What is chosen by these figures: `IAM_CONCURRENCY` in rule/judge-users.ts, and `memorySize` in lib/rule.ts. */
const CONCURRENCIES = [8, 16, 32, 64] as const;
const MEMORY_SIZES = [256, 512, 1_024, 1_769] as const;
const KINDS: readonly AccountKind[] = ['people', 'mixed'];
const SIZES = [1_000, 5_000] as const;
const LATENCY_MS = 30;
/** The median of three runs counts; a run of 5,000 users is long enough to count by itself. */
const runsOf = (users: number) => (users < 5_000 ? 3 : 1);

interface Bundles {
  readonly allAtOnce: string;
  readonly byConcurrency: ReadonlyMap<number, string>;
}

/** `npm run bench:tuning`: how many calls at once, and how much memory for the function. */
async function tuning(write: boolean): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'tuning-'));
  const node = lambdaNode();
  const shares = new Map(
    MEMORY_SIZES.map((memory) => [
      memory,
      new ProcessorShare(node, memory / MEMORY_OF_ONE_PROCESSOR, directory),
    ]),
  );
  try {
    const tables = await measureIn(directory, node, shares);
    const date = new Date().toISOString().slice(0, 10);
    const machine = `${date}, ${cpus().length} cores, the function under Node.js ${versionOf(node)}, ${LATENCY_MS} ms an answer; 1,000 users: median of 3 runs`;
    console.log([machine, ...tables.map(asText)].join('\n\n'));
    if (write) rewriteSection('tuning', [machine, ...tables.map(asMarkdown)].join('\n\n'));
  } finally {
    for (const share of shares.values()) share.remove();
    rmSync(directory, { recursive: true });
  }
}

async function measureIn(
  directory: string,
  node: string,
  shares: ReadonlyMap<number, ProcessorShare>,
): Promise<readonly (readonly Row[])[]> {
  const assembly = join(directory, 'assembly');
  synthesize({}, assembly);
  const bundles = await bundleAll(directory);
  const lambda = { nodePath: node, nodeFlags: heapFlags(MEMORY_SIZES[0]) };
  const subjects: Subject[] = [];
  try {
    for (const users of SIZES) {
      for (const kind of KINDS) {
        const settings = { account: accountOf(kind, users), assembly, latencyMs: LATENCY_MS, lambda };
        subjects.push({ kind, users, account: await MeasuredAccount.start(settings) });
      }
    }
    const concurrency: Row[] = [
      ['processor', 'account', 'users', 'all at once, s', ...CONCURRENCIES.map((most) => `${most} at once`)],
    ];
    const memory: Row[] = [['account', 'users', 'memory, MB', 'processor', 'seconds', 'GB-seconds']];
    for (const size of [1_769, 256] as const) {
      for (const subject of subjects) concurrency.push(await concurrencyRow(subject, bundles, size, shares));
    }
    for (const subject of subjects) {
      for (const size of MEMORY_SIZES) memory.push(await memoryRow(subject, size, shares));
    }
    return [concurrency, memory];
  } finally {
    await Promise.all(subjects.map(({ account }) => account.close()));
  }
}

interface Subject {
  readonly kind: AccountKind;
  readonly users: number;
  readonly account: MeasuredAccount;
}

/** Shows each row as it comes: the whole takes long. */
function shown(row: Row): Row {
  console.error(row.join('  '));
  return row;
}

async function bundleAll(directory: string): Promise<Bundles> {
  const allAtOnce = join(directory, 'all-at-once');
  await bundleWithDefaults('baselines/all-at-once.ts', allAtOnce);
  const byConcurrency = new Map(CONCURRENCIES.map((most) => [most, join(directory, `at-once-${most}`)]));
  await Promise.all([...byConcurrency].map(([most, target]) => bundleWithConcurrency(most, target)));
  return { allAtOnce, byConcurrency };
}

/** The baseline in seconds, then each concurrency as a part of it. */
async function concurrencyRow(
  { kind, users, account }: Subject,
  { allAtOnce, byConcurrency }: Bundles,
  size: number,
  shares: ReadonlyMap<number, ProcessorShare>,
): Promise<Row> {
  const lambda = { nodePath: shares.get(size)?.nodePath ?? '', nodeFlags: heapFlags(MEMORY_SIZES[0]) };
  const bundles = [allAtOnce, ...byConcurrency.values()];
  const seconds: number[][] = bundles.map(() => []);
  // In turn, so that a machine whose speed drifts slows all of them.
  for (let run = 0; run < runsOf(users); run += 1) {
    for (const [at, bundle] of bundles.entries()) {
      // With the memory of all users' answers at once, the baseline does not fit into 256 MB.
      const flags = bundle === allAtOnce ? { ...lambda, nodeFlags: heapFlags(1_769) } : lambda;
      seconds[at]?.push((await account.runBundle(bundle, flags)).seconds);
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

async function memoryRow(
  { kind, users, account }: Subject,
  size: number,
  shares: ReadonlyMap<number, ProcessorShare>,
): Promise<Row> {
  const lambda = { nodePath: shares.get(size)?.nodePath ?? '', nodeFlags: heapFlags(size) };
  const runs: number[] = [];
  for (let run = 0; run < runsOf(users); run += 1) {
    const { seconds, initSeconds } = await account.runRuleWith(lambda);
    runs.push(seconds + initSeconds);
  }
  const seconds = median(runs);
  return shown([
    kind,
    users.toLocaleString('en-US'),
    size.toLocaleString('en-US'),
    processorOf(size),
    seconds.toFixed(2),
    ((seconds * size) / 1_024).toFixed(2),
  ]);
}

function processorOf(size: number): string {
  return (size / MEMORY_OF_ONE_PROCESSOR).toFixed(2);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

// The notice is about versions of the SDK that are not installed here.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
tuning(process.argv.includes('--write')).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
