import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { NodejsFunctionProps } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogLevel, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

const ROOT = join(__dirname, '..');

/** The module of each Lambda's handler. */
export const HANDLERS = [
  'lambda/handler.ts',
  'lambda/remediation/handler.ts',
  'lambda/trigger/handler.ts',
] as const;

export type HandlerModule = (typeof HANDLERS)[number];

type HandlerCode = Pick<
  NodejsFunctionProps,
  'entry' | 'projectRoot' | 'depsLockFilePath' | 'bundling' | 'code' | 'handler'
>;

/**
 * A Lambda's code: the module of its handler and all it imports, in one `index.mjs`. The npm package brings it, a
 * checkout has esbuild make it. It depends on the sources and the locked packages alone, so the same version gives the
 * same asset wherever it lies.
 */
export function handlerCode(module: HandlerModule = 'lambda/handler.ts'): HandlerCode {
  const prebuilt = join(__dirname, prebuiltDirectory(module));
  return existsSync(prebuilt)
    ? { code: Code.fromAsset(prebuilt), handler: 'index.handler' }
    : bundledByEsbuild(module);
}

/** Where the package has a Lambda's code, from beside the compiled constructs. */
export function prebuiltDirectory(module: HandlerModule): string {
  return module.replace(/\.ts$/, '');
}

function bundledByEsbuild(module: HandlerModule): HandlerCode {
  return {
    entry: join(ROOT, module),
    projectRoot: ROOT,
    depsLockFilePath: join(ROOT, 'package-lock.json'),
    bundling: {
      format: OutputFormat.ESM,
      // The packages' ES modules can be shaken, which halves the bundle.
      mainFields: ['module', 'main'],
      minify: true,
      // The runtime's own SDK changes under the function; the locked one is what was tested.
      bundleAwsSDK: true,
      logLevel: LogLevel.ERROR,
      // No event stream is ever read, so its codec, imported only when one is, stays out.
      externalModules: ['@smithy/core/event-streams'],
      esbuildArgs: {
        '--alias:@aws-sdk/credential-provider-node': join(ROOT, 'lambda/runtime/environment-credentials.ts'),
      },
    },
  };
}
