import { execFileSync } from 'node:child_process';
import * as v from 'valibot';
import { name, version } from '../package.json';
import { BuildError } from './build-error';
import { type BundledPackage, identity } from './bundled-packages';

const REFERENCE = v.looseObject({ 'bom-ref': v.string() });

const BOM = v.looseObject({
  metadata: v.looseObject({ component: REFERENCE }),
  components: v.array(REFERENCE),
  dependencies: v.array(v.object({ ref: v.string(), dependsOn: v.array(v.string()) })),
});

/**
 * A bill of materials of the npm package, in CycloneDX: npm's own of the lockfile, cut down to what is bundled. Without
 * a number and a time of its own, so that the same sources give the same.
 *
 * @throws BuildError `NotInLockfile` for a bundled package that npm does not list.
 */
export function billOfMaterials(packages: readonly BundledPackage[], root: string): string {
  const { $schema, bomFormat, specVersion, metadata, components, dependencies } = v.parse(
    BOM,
    JSON.parse(npmSbom(root)),
  );
  const listed = new Map(components.map((component) => [component['bom-ref'], component]));
  const bundled = packages.map(identity);
  const isBundled = (reference: string) => bundled.includes(reference);
  const self = metadata.component['bom-ref'];
  const bom = {
    $schema,
    bomFormat,
    specVersion,
    version: 1,
    metadata: { component: { ...metadata.component, name, version, properties: [] } },
    // In the lockfile they are for development: the package needs none of them to be installed.
    components: bundled.map((reference) => ({
      ...(listed.get(reference) ?? notListed(reference)),
      scope: 'required',
      properties: [],
    })),
    dependencies: [
      { ref: self, dependsOn: bundled },
      ...dependencies
        .filter(({ ref }) => isBundled(ref))
        .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(isBundled) })),
    ],
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

function npmSbom(root: string): string {
  return execFileSync('npm', ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

function notListed(reference: string): never {
  throw new BuildError(
    'NotInLockfile',
    `${reference} is bundled and package-lock.json does not hold it; run npm ci`,
  );
}
