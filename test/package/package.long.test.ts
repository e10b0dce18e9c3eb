import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { ConsoleMfaStack } from '../../lib';
import { createUser, setPassword, userNamed } from '../../sandbox/account/users';
import { emptyAccount, NOW, serveAccount } from '../../sandbox/test/support/served-account';
import { InstalledPackage, ROOT } from './installed-package';

jest.setTimeout(180_000);

/** Every function, and every resource that refers to one. */
const PROPS = {
  env: { region: 'eu-central-1' },
  exemptUsers: ['break-glass-*'],
  nearRealTime: true,
  enforceMfaFrom: '2027-02-01',
  remediation: 'manual',
} as const;

const APP = `
const app = new App({ outdir: process.argv[2] });
new ConsoleMfaStack(app, 'Mfa', ${JSON.stringify(PROPS)});
app.synth();
`;

let installed: InstalledPackage;
let checkout: CloudAssembly;

beforeAll(() => {
  installed = new InstalledPackage();
  const app = new App({ outdir: join(installed.directory, 'checkout.out') });
  new ConsoleMfaStack(app, 'Mfa', PROPS);
  checkout = app.synth();
});

afterAll(() => installed.remove());

describe('the tarball', () => {
  test('holds what was built, the documents, and nothing that is for development', () => {
    expect(installed.files.filter((path) => !/^docs\/[\w.-]+\.(md|json)$/.test(path))).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'bin/iam-console-mfa.js',
      'dist/THIRD-PARTY-LICENSES.txt',
      'dist/browser/rehearsal.css',
      'dist/browser/report.css',
      'dist/browser/report.js',
      'dist/iam-console-mfa.js',
      'dist/index.d.ts',
      'dist/index.js',
      'dist/lambda/handler/index.mjs',
      'dist/lambda/remediation/handler/index.mjs',
      'dist/lambda/trigger/handler/index.mjs',
      'dist/sbom.cdx.json',
      'package.json',
    ]);
  });

  test('tells nowhere where it was built', () => {
    const telling = installed.files.filter((path) =>
      readFileSync(installed.path(path), 'utf8').includes(ROOT),
    );
    expect(telling).toEqual([]);
  });

  test('lists what is bundled, under licences that go with its own', () => {
    const { components } = JSON.parse(readFileSync(installed.path('dist/sbom.cdx.json'), 'utf8'));
    const bundled: readonly string[] = components.map(
      ({ name, version, licenses: [{ license }] }: Component) => `${name}@${version}  ${license.id}`,
    );
    const [, list = ''] = readFileSync(installed.path('dist/THIRD-PARTY-LICENSES.txt'), 'utf8').split('\n\n');
    expect(list.split('\n')).toEqual(bundled);
    expect(
      bundled.filter((line) => !/ {2}(Apache-2\.0|MIT|MIT-0|ISC|0BSD|BSD-[23]-Clause)$/.test(line)),
    ).toEqual([]);
    const names = bundled.map((line) => line.replace(/@[\d.]+ .*/, ''));
    expect(names).toEqual(expect.arrayContaining(['@aws-sdk/client-iam', 'commander', 'otpauth', 'qrcode']));
    expect(names.filter((name) => /cloud-copilot|aws-cdk|constructs|cdk-nag|esbuild/.test(name))).toEqual([]);
  });
});

interface Component {
  readonly name: string;
  readonly version: string;
  readonly licenses: readonly [{ readonly license: { readonly id: string } }];
}

describe('an app that has nothing but the package and its peers', () => {
  test('has no esbuild, nor anything else', async () => {
    installed.write(
      'esbuild.cjs',
      `require('module').createRequire(require.resolve('aws-cdk-lib')).resolve('esbuild');`,
    );
    expect((await installed.node('esbuild.cjs')).stderr).toContain("Cannot find module 'esbuild'");
    expect(readdirSync(join(installed.directory, 'node_modules')).sort()).toEqual([
      '.bin',
      '.package-lock.json',
      '@aws-cdk',
      'aws-cdk-lib',
      'constructs',
      'iam-console-mfa',
    ]);
  });

  test.each([
    [
      'an ES module',
      'app.mjs',
      `import { App } from 'aws-cdk-lib';\nimport { ConsoleMfaStack } from 'iam-console-mfa';`,
    ],
    [
      'a CommonJS module',
      'app.cjs',
      `const { App } = require('aws-cdk-lib');\nconst { ConsoleMfaStack } = require('iam-console-mfa');`,
    ],
  ])('synthesizes, as %s, the templates and functions of the checkout', async (_kind, name, imports) => {
    installed.write(name, `${imports}\n${APP}`);
    const outdir = join(installed.directory, `${name}.out`);
    expect(await installed.node(name, outdir)).toEqual({ code: 0, stdout: '', stderr: '' });
    for (const { templateFile } of checkout.stacks) {
      expect(read(outdir, templateFile)).toBe(read(checkout.directory, templateFile));
    }
    expect(read(outdir, 'Mfa.template.json')).toContain('"AWS::Config::ConfigRule"');
    const functions = readdirSync(checkout.directory).filter((file) => file.startsWith('asset.'));
    expect(functions).toHaveLength(3);
    for (const asset of functions) {
      expect(read(outdir, asset, 'index.mjs')).toBe(read(checkout.directory, asset, 'index.mjs'));
    }
  });

  test.each(['consumer.mts', 'consumer.cts'])('type-checks in TypeScript, as %s', async (name) => {
    installed.write(
      name,
      `import { App, Stack } from 'aws-cdk-lib';
import { ConsoleMfaError, ConsoleMfaRule, type ConsoleMfaRuleProps, type MfaDeviceType } from 'iam-console-mfa';
const accepted: readonly MfaDeviceType[] = ['fido', 'virtual'];
const props: ConsoleMfaRuleProps = { gracePeriodDays: 14, acceptedMfaTypes: accepted };
const rule = new ConsoleMfaRule(new Stack(new App(), 'Stack'), 'Rule', props);
export const ruleName: string = rule.configRuleName;
export const code = (error: unknown): string | undefined => (error instanceof ConsoleMfaError ? error.code : undefined);
// @ts-expect-error A setting of another type.
new ConsoleMfaRule(new Stack(new App(), 'Other'), 'Rule', { gracePeriodDays: '14' });
// @ts-expect-error No setting.
new ConsoleMfaRule(new Stack(new App(), 'Another'), 'Rule', { graceDays: 14 });
`,
    );
    const flags = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--skipLibCheck'];
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const checked = await installed.run(process.execPath, [tsc, ...flags, '--preserveSymlinks', name]);
    expect(checked).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });
});

describe('npx iam-console-mfa', () => {
  const npx = (args: readonly string[], env = {}) =>
    installed.run('npx', ['--no-install', '--silent', 'iam-console-mfa', ...args], env);

  test('tells how it is used', async () => {
    const { code, stdout } = await npx(['--help']);
    expect(stdout).toMatch(/^Usage: iam-console-mfa \[options] \[command]\n/);
    expect(code).toBe(0);
  });

  test.each(['json', 'html'])('audits an account, as %s', async (format) => {
    const account = emptyAccount();
    for (const userName of ['alice', 'bob']) createUser(account, { userName }, NOW);
    setPassword(account, userNamed(account, 'bob'), 'Initial-1', false, NOW);
    const served = await serveAccount(account);
    const { code, stdout, stderr } = await npx(['audit', '--format', format], {
      AWS_ENDPOINT_URL: served.server.url,
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'unchecked',
    });
    await served.close();
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    if (format === 'html') expect(stdout).toContain('<td>');
    else {
      expect(JSON.parse(stdout).users).toMatchObject([
        { userName: 'alice', compliance: 'COMPLIANT' },
        { userName: 'bob', compliance: 'NON_COMPLIANT' },
      ]);
    }
  });
});

function read(...path: readonly string[]): string {
  return readFileSync(join(...path), 'utf8');
}
