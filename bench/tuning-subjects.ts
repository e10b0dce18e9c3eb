import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountKind } from '../demo/generator/proportions';
import { synthesize } from '../lib/synthesize';
import { accountOf, MeasuredAccount } from './measured-account';
import { heapFlags, lambdaNode, versionOf } from './node24';
import { MEMORY_OF_ONE_PROCESSOR, ProcessorShare } from './processor-share';
import { rewriteSection } from './rewrite';
import { asMarkdown, asText, type Row } from './table';

/** The sizes between which `memorySize` in lib/rule.ts is chosen, in MB. */
export const MEMORY_SIZES = [256, 512, 1_024, 1_769] as const;
export type MemorySize = (typeof MEMORY_SIZES)[number];
const KINDS: readonly AccountKind[] = ['people', 'mixed'];
const SIZES = [1_000, 5_000] as const;
const LATENCY_MS = 30;

/** An account in which a choice is measured. */
export interface Subject {
  readonly kind: AccountKind;
  readonly users: number;
  readonly account: MeasuredAccount;
}

export interface Choice {
  /** Of docs/benchmarks.md. */
  readonly section: string;
  /** A directory for bundles, and for each size the Node.js that has its part of a processor. */
  measure(
    subjects: readonly Subject[],
    directory: string,
    nodes: ReadonlyMap<MemorySize, string>,
  ): Promise<readonly Row[]>;
}

/** Measures a choice, prints the table, and puts it into docs/benchmarks.md where `--write` is given. */
export function tune(choice: Choice): void {
  // The notice is about versions of the SDK that are not installed here.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  measureChoice(choice, process.argv.includes('--write')).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}

async function measureChoice(choice: Choice, write: boolean): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'tuning-'));
  const node = lambdaNode();
  const shares = new Map(
    MEMORY_SIZES.map((size) => [size, new ProcessorShare(node, size / MEMORY_OF_ONE_PROCESSOR, directory)]),
  );
  const nodes = new Map(Array.from(shares, ([size, { nodePath }]) => [size, nodePath]));
  const subjects: Subject[] = [];
  try {
    await startAll(subjects, join(directory, 'assembly'), node);
    const table = await choice.measure(subjects, directory, nodes);
    const date = new Date().toISOString().slice(0, 10);
    const machine = `${date}, ${cpus().length} cores, the function under Node.js ${versionOf(node)}, ${LATENCY_MS} ms an answer; 1,000 users: median of 3 runs`;
    console.log([machine, asText(table)].join('\n\n'));
    if (write) rewriteSection(choice.section, [machine, asMarkdown(table)].join('\n\n'));
  } finally {
    await Promise.all(subjects.map(({ account }) => account.close()));
    for (const share of shares.values()) share.remove();
    rmSync(directory, { recursive: true });
  }
}

async function startAll(subjects: Subject[], assembly: string, nodePath: string): Promise<void> {
  synthesize({}, assembly);
  const lambda = { nodePath, nodeFlags: heapFlags(MEMORY_SIZES[0]) };
  for (const users of SIZES) {
    for (const kind of KINDS) {
      const settings = { account: accountOf(kind, users), assembly, latencyMs: LATENCY_MS, lambda };
      subjects.push({ kind, users, account: await MeasuredAccount.start(settings) });
    }
  }
}

/** A run's seconds, again and again: the median of three runs; a run of 5,000 users is long enough to count by itself. */
export function runsOf(users: number): number {
  return users < 5_000 ? 3 : 1;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Lambda's part of a processor. */
export function processorOf(size: MemorySize): string {
  return (size / MEMORY_OF_ONE_PROCESSOR).toFixed(2);
}

/** Shows each row as it comes: the whole takes long. */
export function shown(row: Row): Row {
  console.error(row.join('  '));
  return row;
}
