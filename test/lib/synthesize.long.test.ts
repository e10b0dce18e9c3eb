import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ConsoleMfaRule } from '../../lib';
import { synthesize } from '../../lib/synthesize';
import { WITHOUT_BUNDLING } from '../support/templates';

const ROOT = join(__dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'synthesize-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('a synthesized app', () => {
  let assembly: CloudAssembly;
  beforeAll(() => {
    assembly = synthesize({ exemptUsers: 'break-glass-*' }, join(directory, 'bundled'));
  });

  const asset = (): string => {
    const [name = 'no asset', ...others] = readdirSync(assembly.directory).filter((file) =>
      file.startsWith('asset.'),
    );
    expect(others).toEqual([]);
    return join(assembly.directory, name);
  };

  test('is one stack, whose template has a name that stays', () => {
    expect(assembly.stacks.map(({ templateFile }) => templateFile)).toEqual(['ConsoleMfa.template.json']);
  });

  test('takes its settings from the context', () => {
    const { Resources } = assembly.getStackByName('ConsoleMfa').template;
    const rules = Object.values<{ readonly Type: string; readonly Properties: object }>(Resources).filter(
      ({ Type }) => Type === 'AWS::Config::ConfigRule',
    );
    expect(rules).toMatchObject([{ Properties: { InputParameters: { exemptUsers: 'break-glass-*' } } }]);
  });

  test("holds the Lambda's code as one module that exports the handler", () => {
    expect(readdirSync(asset())).toEqual(['index.mjs']);
    const script = `import(${JSON.stringify(join(asset(), 'index.mjs'))}).then((m) => console.log(Object.keys(m), typeof m.handler))`;
    expect(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', stdio: 'pipe' })).toBe(
      "[ 'handler' ] function\n",
    );
  });

  test('bundles nothing that tells where the checkout lies', () => {
    expect(readFileSync(join(asset(), 'index.mjs'), 'utf8')).not.toContain(ROOT);
  });
});

describe('cdk-nag AwsSolutions', () => {
  const everything = {
    exemptGroups: ['robots', 'break-glass'],
    exemptionTag: 'mfa-exempt-until',
    includeRoot: true,
    nearRealTime: true,
    alertEmail: 'security@example.com',
    dashboard: true,
    securityHubSeverity: 'HIGH',
  };

  test('has nothing against the app, whatever its settings', () => {
    expect(() =>
      synthesize({ ...everything, ...WITHOUT_BUNDLING }, join(directory, 'everything')),
    ).not.toThrow();
  });

  test.each(['us-east-1', 'eu-central-1', 'cn-northwest-1', 'us-gov-east-1'])(
    'has nothing against it for %s, events from where IAM is among it',
    (region) => {
      const outdir = join(directory, region);
      const { stacks } = synthesize({ ...everything, region, ...WITHOUT_BUNDLING }, outdir);
      expect(stacks.map(({ environment }) => environment.region)).toContain(region);
      expect(stacks).toHaveLength(region === 'us-east-1' ? 1 : 2);
    },
  );

  test("has nothing against the rule in somebody's stack for a given account and region", () => {
    const app = new App({ context: WITHOUT_BUNDLING, outdir: join(directory, 'given') });
    const stack = new Stack(app, 'Given', { env: { account: '123456789012', region: 'cn-north-1' } });
    new ConsoleMfaRule(stack, 'Rule', { exemptGroups: ['robots', 'break-glass'], includeRoot: true });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
  });
});

test('a wrong setting ends the synthesis with a few lines to read and no stack trace', () => {
  const context = { gracePeriodDays: '400', exemptUser: 'anna' };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'bin/app.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      ...process.env,
      CDK_CONTEXT_JSON: JSON.stringify(context),
      CDK_OUTDIR: join(directory, 'refused'),
    },
  });
  expect(stderr).toBe(
    `InvalidSettings: these settings cannot be used
  "exemptUser" is no setting of this app, did you mean exemptUsers?
  the rule's parameters have a fault. gracePeriodDays is "400": not such a number; allowed: a whole number of days from 0 to 365
`,
  );
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});
