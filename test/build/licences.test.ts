import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { type BundledPackage, bundledPackages } from '../../build/bundled-packages';
import { thirdPartyLicences } from '../../build/licences';

const APACHE = 'Apache License\nVersion 2.0\n';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'licences-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Installs a package, with its files. */
function install(
  path: string,
  license: string | undefined,
  files: Readonly<Record<string, string>> = {},
): BundledPackage {
  const directory = join(root, path);
  const name = path.replace(/^.*node_modules\//, '');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name, version: '1.2.3', license }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), text);
  return { name, version: '1.2.3', licence: license ?? 'none', directory };
}

/** What esbuild tells of a bundle that took so many bytes of each file. */
function metafile(bytes: Readonly<Record<string, number>>): Metafile {
  const inputs = Object.fromEntries(
    Object.entries(bytes).map(([path, bytesInOutput]) => [path, { bytesInOutput }]),
  );
  return { inputs: {}, outputs: { 'index.js': { bytes: 1, inputs, imports: [], exports: [] } } };
}

describe('the packages of bundles', () => {
  test('are those of which something is left, each once, the innermost of nested ones', () => {
    const one = install('node_modules/one', 'MIT');
    const nested = install('node_modules/one/node_modules/@scope/nested', 'ISC');
    install('node_modules/shaken', 'MIT');
    const first = metafile({ 'lib/index.ts': 10, 'node_modules/one/a.js': 1, 'node_modules/shaken/a.js': 0 });
    const second = metafile({
      'node_modules/one/b.js': 1,
      'node_modules/one/node_modules/@scope/nested/a.js': 1,
    });
    expect(bundledPackages([first, second], root)).toEqual([nested, one]);
  });

  test('have no licence if they name none', () => {
    install('node_modules/silent', undefined);
    expect(bundledPackages([metafile({ 'node_modules/silent/a.js': 1 })], root)).toMatchObject([
      { name: 'silent', licence: 'none' },
    ]);
  });
});

describe('the licences', () => {
  test('are listed, and each text is passed on once, a notice with it', () => {
    const text = 'MIT License\r\nCopyright (c) somebody\r\n';
    const packages = [
      install('node_modules/a', 'MIT', { LICENSE: text }),
      install('node_modules/b', 'MIT', { 'license.md': text }),
      install('node_modules/c', 'Apache-2.0', { NOTICE: 'Made by c.\n' }),
      install('node_modules/d', 'MIT-0'),
    ];
    const rule = '='.repeat(80);
    expect(thirdPartyLicences(packages, APACHE)).toBe(`iam-console-mfa holds code of these packages.

a@1.2.3  MIT
b@1.2.3  MIT
c@1.2.3  Apache-2.0
d@1.2.3  MIT-0

${rule}
a@1.2.3
b@1.2.3
${rule}

MIT License
Copyright (c) somebody

${rule}
c@1.2.3
${rule}

Apache License
Version 2.0

Made by c.
`);
  });

  test.each(['AGPL-3.0-or-later', 'GPL-3.0-only', 'UNLICENSED', undefined])('%s is refused', (license) => {
    const packages = [install('node_modules/theirs', license, { LICENSE: 'text' })];
    expect(() => thirdPartyLicences(packages, APACHE)).toThrow(
      `LicenceNotAllowed: theirs@1.2.3 is under ${license ?? 'none'}; allowed in the package: ` +
        'Apache-2.0, BSD-2-Clause, BSD-3-Clause, ISC, MIT, 0BSD, MIT-0. Keep it out of lambda/, lib/ and cli/',
    );
  });

  test('one that names its holder is refused without its text', () => {
    expect(() => thirdPartyLicences([install('node_modules/bare', 'MIT')], APACHE)).toThrow(
      'LicenceTextMissing: bare@1.2.3 comes without the text of its licence, which has to be passed on; take another package',
    );
  });
});
