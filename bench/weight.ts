import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { synthesize } from '../lib/synthesize';
import { bundleWithDefaults } from './bundle';

/** What the rule's bundle weighs, and what loading it takes, beside the two SDK clients with their defaults. */
export interface Weight {
  /** In bytes. */
  readonly bundle: number;
  /** In bytes. */
  readonly clientsBundle: number;
  /** Medians, in milliseconds. */
  readonly importMs: number;
  readonly clientsImportMs: number;
}

const ROUNDS = 25;

/** @param node the Node.js that loads them, in a new process each time, by turns */
export async function weigh(node: string): Promise<Weight> {
  const directory = mkdtempSync(join(tmpdir(), 'weigh-'));
  try {
    const rule = join(assetOf(join(directory, 'assembly')), 'index.mjs');
    await bundleWithDefaults('baselines/sdk-clients.ts', directory);
    const clients = join(directory, 'index.mjs');
    const times: { readonly rule: number; readonly clients: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      times.push({ rule: importMs(node, rule), clients: importMs(node, clients) });
    }
    return {
      bundle: statSync(rule).size,
      clientsBundle: statSync(clients).size,
      importMs: median(times.map((time) => time.rule)),
      clientsImportMs: median(times.map((time) => time.clients)),
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function assetOf(assembly: string): string {
  synthesize({}, assembly);
  const asset = readdirSync(assembly).find((name) => name.startsWith('asset.'));
  if (asset === undefined) throw new Error('the assembly holds no asset');
  return join(assembly, asset);
}

function importMs(node: string, path: string): number {
  const script = `const began = performance.now(); await import(${JSON.stringify(pathToFileURL(path).href)}); console.log(performance.now() - began)`;
  const env = { AWS_REGION: 'us-east-1', AWS_LAMBDA_FUNCTION_NAME: 'bench', TZ: 'UTC' };
  return Number(
    execFileSync(node, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
