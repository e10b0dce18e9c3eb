import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Metafile } from 'esbuild';
import { bundledPackages } from '../../build/bundled-packages';
import { bundleLambda } from '../../build/bundles';
import { HANDLERS } from '../../lib/handler-code';
import { ROOT } from './installed-package';

jest.setTimeout(300_000);

const directory = mkdtempSync(join(tmpdir(), 'same-asset-'));
afterAll(() => rmSync(directory, { recursive: true }));

const SOURCES = [
  'bin',
  'lib',
  'rule',
  'lambda',
  'cdk.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const EVERY_FUNCTION = {
  nearRealTime: 'true',
  enforceMfaFrom: '2027-02-01',
  remediation: 'manual',
};

/**
 * The checkout at another path: its sources and the packages that are bundled are copied, for where they lie is what may
 * not matter; all others, which take part in the synthesis alone, are linked.
 */
function copyCheckout(to: string, metafiles: readonly Metafile[]): void {
  for (const source of SOURCES) cpSync(join(ROOT, source), join(to, source), { recursive: true });
  const installed = join(ROOT, 'node_modules');
  const copied = bundledPackages(metafiles, ROOT).map((bundled) => bundled.directory);
  for (const from of copied) cpSync(from, join(to, from.slice(ROOT.length)), { recursive: true });
  for (const name of packageNames(installed)) {
    const target = join(to, 'node_modules', name);
    if (existsSync(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(join(installed, name), target);
  }
}

function packageNames(installed: string): readonly string[] {
  return readdirSync(installed).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(installed, name)).map((inner) => `${name}/${inner}`) : [name],
  );
}

/** Every file of the cloud assembly that is deployed: templates, and assets by their hashes. */
function synthesized(checkout: string, outdir: string): Readonly<Record<string, string>> {
  execFileSync(process.execPath, ['--import', 'tsx', 'bin/app.ts'], {
    cwd: checkout,
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(EVERY_FUNCTION), CDK_OUTDIR: outdir },
    stdio: 'ignore',
  });
  const files = readdirSync(outdir, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    files
      .filter((file) => /^asset\..*\/index\.mjs$|\.template\.json$|\.assets\.json$/.test(file))
      .map((file) => [file, readFileSync(join(outdir, file), 'utf8')]),
  );
}

test('the same sources give the same templates and asset hashes, whatever the path of the checkout', () => {
  const elsewhere = join(directory, 'somewhere', 'else');
  const metafiles = HANDLERS.map((module) => bundleLambda(module, join(directory, 'dist')));
  copyCheckout(elsewhere, metafiles);
  const here = synthesized(ROOT, join(directory, 'here.out'));
  expect(Object.keys(here).filter((file) => file.endsWith('index.mjs'))).toHaveLength(3);
  expect(synthesized(elsewhere, join(directory, 'elsewhere.out'))).toEqual(here);
});
