import { join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { handlerCode } from '../lib/handler-code';

const ROOT = join(__dirname, '..');

const OPTIONS = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minify: true,
  absWorkingDir: ROOT,
  logLevel: 'error',
} as const satisfies BuildOptions;

/** Bundles a baseline's handler as the rule's is, but with all that the AWS SDK's defaults bring along. */
export async function bundleWithDefaults(entry: string, directory: string): Promise<void> {
  const { bundling } = handlerCode();
  await build({
    ...OPTIONS,
    mainFields: [...(bundling?.mainFields ?? [])],
    entryPoints: [join(__dirname, entry)],
    outfile: join(directory, 'index.mjs'),
  });
}

/** Bundles the rule's handler as the AWS CDK does, to see what went in. */
export async function bundleOfRule(): Promise<Metafile['outputs'][string]> {
  const { entry, bundling } = handlerCode();
  const { metafile } = await build({
    ...OPTIONS,
    mainFields: [...(bundling?.mainFields ?? [])],
    external: [...(bundling?.externalModules ?? [])],
    alias: aliasesIn(bundling?.esbuildArgs ?? {}),
    entryPoints: [entry ?? ''],
    outfile: 'index.mjs',
    metafile: true,
    write: false,
  });
  const [output] = Object.values(metafile.outputs);
  if (output === undefined) throw new Error('esbuild wrote nothing');
  return output;
}

/** `--alias:name` arguments as esbuild's own interface takes them. */
function aliasesIn(args: Readonly<Record<string, unknown>>): Record<string, string> {
  const aliases = Object.entries(args).filter(([name]) => name.startsWith('--alias:'));
  return Object.fromEntries(aliases.map(([name, path]) => [name.slice('--alias:'.length), String(path)]));
}
