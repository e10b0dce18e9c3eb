import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HANDLERS } from '../lib/handler-code';
import { bundledPackages } from './bundled-packages';
import { bundleCommandLine, bundleConstructs, bundleLambda } from './bundles';
import { thirdPartyLicences } from './licences';
import { publicApi } from './public-api';
import { billOfMaterials } from './sbom';

const ROOT = join(__dirname, '..');
const DIST = join(ROOT, 'dist');

/** Makes dist/, which is what the npm package holds beside its documents. */
async function main(): Promise<void> {
  rmSync(DIST, { recursive: true, force: true });
  mkdirSync(DIST);
  const metafiles = [
    await bundleConstructs(DIST),
    await bundleCommandLine(DIST),
    ...HANDLERS.map((module) => bundleLambda(module, DIST)),
  ];
  publicApi({ declarations: join(DIST, 'index.d.ts') });
  const packages = bundledPackages(metafiles, ROOT);
  writeFileSync(
    join(DIST, 'THIRD-PARTY-LICENSES.txt'),
    thirdPartyLicences(packages, readFileSync(join(ROOT, 'LICENSE'), 'utf8')),
  );
  writeFileSync(join(DIST, 'sbom.cdx.json'), billOfMaterials(packages, ROOT));
}

void main();
