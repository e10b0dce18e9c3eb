import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peerDependencies } from '../../package.json';

const ROOT = join(__dirname, '../..');

const APP = `
import { App } from 'aws-cdk-lib';
import { ConsoleMfaOrganizationStack, ConsoleMfaStack } from 'iam-console-mfa';

const env = { region: 'eu-central-1' };
const everything = {
  exemptGroups: ['robots'],
  exemptionTag: 'mfa-exempt-until',
  includeRoot: true,
  enforceMfaFrom: '2027-02-01',
  remediation: 'manual',
};
const app = new App();
new ConsoleMfaStack(app, 'Account', {
  env,
  ...everything,
  nearRealTime: true,
  dashboard: true,
  alertEmail: 'security@example.com',
  securityHubSeverity: 'HIGH',
});
new ConsoleMfaOrganizationStack(app, 'Organization', {
  env,
  organization: { id: 'o-a1b2c3d4e5', organizationalUnits: ['ou-ab12-cd34ef56'], aggregator: true },
  member: everything,
});
const { stacks } = app.synth();
console.log(stacks.map(({ id, template }) => \`\${id} \${Object.keys(template.Resources).length}\`).join(', '));
`;

/**
 * Synthesizes everything that the npm package has, with the oldest peers that it takes. Needs a registry.
 *
 * @param built whether dist/ is there already, as `npm run build` makes it.
 */
function main(built: boolean): void {
  const oldest = Object.entries(peerDependencies).map(([name, range]) => `${name}@${range.replace('^', '')}`);
  const directory = mkdtempSync(join(tmpdir(), 'oldest-cdk-'));
  const npm = (cwd: string, ...args: readonly string[]) =>
    execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
  try {
    if (!built) npm(ROOT, 'run', '--silent', 'build');
    const [{ filename }] = JSON.parse(
      npm(ROOT, 'pack', '--ignore-scripts', '--json', '--silent', '--pack-destination', directory),
    );
    writeFileSync(join(directory, 'package.json'), '{ "private": true }\n');
    npm(directory, 'install', '--silent', '--no-audit', `./${filename}`, ...oldest);
    writeFileSync(join(directory, 'app.mjs'), APP);
    const stacks = execFileSync(process.execPath, ['app.mjs'], { cwd: directory, encoding: 'utf8' }).trim();
    console.log(`With ${oldest.join(' and ')}, resources: ${stacks}`);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

main(process.argv.includes('--built'));
