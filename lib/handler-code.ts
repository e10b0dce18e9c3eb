import { join } from 'node:path';
import type { NodejsFunctionProps } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogLevel, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

const ROOT = join(__dirname, '..');

type Entry = 'lambda/handler.ts' | 'lambda/remediation/handler.ts' | 'lambda/trigger/handler.ts';

/**
 * A Lambda's code: the module of its handler and all it imports, in one `index.mjs`. It depends on the sources and the
 * locked packages alone, so the same checkout gives the same asset wherever it lies.
 */
export function handlerCode(
  entry: Entry = 'lambda/handler.ts',
): Pick<NodejsFunctionProps, 'entry' | 'projectRoot' | 'depsLockFilePath' | 'bundling'> {
  return {
    entry: join(ROOT, entry),
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
        '--alias:@aws-sdk/credential-provider-node': join(ROOT, 'lambda/aws/environment-credentials.ts'),
      },
    },
  };
}
