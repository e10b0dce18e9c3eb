import { join } from 'node:path';
import { build } from 'esbuild';
import { handlerCode } from '../lib/handler-code';

const ROOT = join(__dirname, '..');

/** Bundles a baseline's handler as the rule's is, but with all that the AWS SDK's defaults bring along. */
export async function bundleWithDefaults(entry: string, directory: string): Promise<void> {
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
  });
}
