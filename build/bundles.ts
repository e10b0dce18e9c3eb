import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { type HandlerModule, handlerCode, prebuiltDirectory } from '../lib/handler-code';
import { peerDependencies } from '../package.json';

const ROOT = join(__dirname, '..');

/** For the oldest Node.js that the package runs on. Names stay as they are, for traces to read. */
const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
  metafile: true,
} as const satisfies BuildOptions;

/** The constructs, in one CommonJS module whose exports `import` finds by name as well. */
export async function bundleConstructs(dist: string): Promise<Metafile> {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: ['lib/index.ts'],
    outfile: join(dist, 'index.js'),
    external: Object.keys(peerDependencies),
  });
  return metafile;
}

/** The command line, and beside it what its reports show in a browser. */
export async function bundleCommandLine(dist: string): Promise<Metafile> {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: ['cli/main.ts'],
    outfile: join(dist, 'iam-console-mfa.js'),
    // The packages' ES modules can be shaken.
    mainFields: ['module', 'main'],
    minifySyntax: true,
    minifyWhitespace: true,
  });
  mkdirSync(join(dist, 'browser'));
  for (const name of ['rehearsal.css', 'report.css', 'report.js']) {
    copyFileSync(join(ROOT, 'cli/html/browser', name), join(dist, 'browser', name));
  }
  return metafile;
}

/** A Lambda's code as the AWS CDK has it bundled in a checkout, byte for byte. */
export function bundleLambda(module: HandlerModule, dist: string): Metafile {
  const outdir = mkdtempSync(join(tmpdir(), 'lambda-'));
  try {
    const app = new App({ outdir });
    const { bundling, ...code } = handlerCode(module);
    new NodejsFunction(new Stack(app, 'Stack'), 'Function', {
      ...code,
      runtime: Runtime.NODEJS_24_X,
      bundling: { ...bundling, metafile: true },
    });
    app.synth();
    const asset = readdirSync(outdir).find((name) => name.startsWith('asset.')) ?? '';
    const directory = join(dist, prebuiltDirectory(module));
    mkdirSync(directory, { recursive: true });
    copyFileSync(join(outdir, asset, 'index.mjs'), join(directory, 'index.mjs'));
    return JSON.parse(readFileSync(join(outdir, asset, 'index.meta.json'), 'utf8'));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
