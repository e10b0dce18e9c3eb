import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { handlerCode } from '../lib/handler-code';

const ROOT = join(__dirname, '..');
const JUDGE_USERS = join(ROOT, 'rule/judge-users.ts');

/** Bundles a handler as the rule's is, but with all that the AWS SDK's defaults bring along. */
export async function bundleWithDefaults(
  entry: string,
  directory: string,
  plugins: Plugin[] = [],
): Promise<void> {
  const { bundling } = handlerCode();
  await build({
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minify: true,
    absWorkingDir: ROOT,
    logLevel: 'error',
    mainFields: [...(bundling?.mainFields ?? [])],
    entryPoints: [join(__dirname, entry)],
    outfile: join(directory, 'index.mjs'),
    plugins,
  });
}

/** Bundles the rule with another number of calls to IAM under way at once. */
export async function bundleWithConcurrency(concurrency: number, directory: string): Promise<void> {
  const source = readFileSync(JUDGE_USERS, 'utf8');
  const contents = source.replace(/(IAM_CONCURRENCY = )\d+;/, `$1${concurrency};`);
  await bundleWithDefaults('../lambda/handler.ts', directory, [
    {
      name: 'concurrency',
      setup: ({ onLoad }) => {
        onLoad({ filter: /judge-users\.ts$/ }, () => ({ contents, loader: 'ts' }));
      },
    },
  ]);
}
