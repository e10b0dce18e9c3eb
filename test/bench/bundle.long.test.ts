import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { handlerCode } from '../../lib/handler-code';

interface Output {
  readonly bytes: number;
  /** By path, what each source file came to. */
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
}

const outdir = mkdtempSync(join(tmpdir(), 'bundle-'));
afterAll(() => rmSync(outdir, { recursive: true }));

/** The bundle as the AWS CDK makes it, by esbuild's own account. */
function bundle(): Output {
  const app = new App({ outdir });
  const { bundling, ...code } = handlerCode();
  new NodejsFunction(new Stack(app, 'Stack'), 'Function', {
    ...code,
    runtime: Runtime.NODEJS_24_X,
    bundling: { ...bundling, metafile: true },
  });
  app.synth();
  const [asset = ''] = readdirSync(outdir).filter((name) => name.startsWith('asset.'));
  const { outputs } = JSON.parse(readFileSync(join(outdir, asset, 'index.meta.json'), 'utf8'));
  const [output] = Object.values<Output>(outputs);
  if (output === undefined) throw new Error('esbuild wrote nothing');
  return output;
}

describe('the bundle', () => {
  let output: Output;
  beforeAll(() => {
    output = bundle();
  }, 60_000);

  const files = () =>
    Object.entries(output.inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => path);

  test('is at most 280,000 bytes', () => {
    expect(output.bytes).toBeLessThanOrEqual(280_000);
  });

  test('holds the packages that a run uses, and no other', () => {
    const packages = files().map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? 'lambda');
    expect([...new Set(packages)].sort()).toEqual([
      '@aws-lambda-powertools/commons',
      '@aws-lambda-powertools/logger',
      '@aws-lambda-powertools/metrics',
      '@aws-sdk/client-config-service',
      '@aws-sdk/client-iam',
      '@aws-sdk/core',
      '@aws-sdk/credential-provider-env',
      '@aws-sdk/xml-builder',
      '@aws/lambda-invoke-store',
      '@smithy/core',
      '@smithy/node-http-handler',
      '@smithy/signature-v4',
      '@smithy/types',
      'fastest-levenshtein',
      'lambda',
    ]);
  });

  test('holds no command that a run does not send', () => {
    const commands = files().flatMap((path) => /commands\/(\w+)Command\.js$/.exec(path)?.[1] ?? []);
    expect(commands.sort()).toEqual([
      'GetAccountSummary',
      'GetComplianceDetailsByConfigRule',
      'GetGroup',
      'GetLoginProfile',
      'ListMFADevices',
      'ListUserTags',
      'ListUsers',
      'ListVirtualMFADevices',
      'PutEvaluations',
    ]);
  });

  test('looks for credentials in the environment alone, and reads no event stream', () => {
    expect(
      files().filter((path) => /event-?stream|sso|web-identity|imds|credential-provider-(?!env)/i.test(path)),
    ).toEqual([]);
  });
});
