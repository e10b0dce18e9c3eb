import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import * as v from 'valibot';

/** A package of which something stands in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** The SPDX expression of its package.json; `none` without one. */
  readonly licence: string;
  /** Where it is installed. */
  readonly directory: string;
}

const PACKAGE = v.object({ name: v.string(), version: v.string(), license: v.optional(v.string(), 'none') });

/** The packages that bundles really hold, by name and version: what esbuild shook off is not among them. */
export function bundledPackages(metafiles: readonly Metafile[], root: string): readonly BundledPackage[] {
  const directories = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => packageDirectory(path) ?? []);
  return [...new Set(directories)]
    .map((directory) => readPackage(join(root, directory)))
    .sort((one, other) => (identity(one) < identity(other) ? -1 : 1));
}

/** How npm and CycloneDX tell packages apart. */
export function identity({ name, version }: Pick<BundledPackage, 'name' | 'version'>): string {
  return `${name}@${version}`;
}

/** The innermost package that a file is of; undefined for the project's own. */
function packageDirectory(path: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
}

function readPackage(directory: string): BundledPackage {
  const { name, version, license } = v.parse(
    PACKAGE,
    JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')),
  );
  return { name, version, licence: license, directory };
}
