import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { Plant } from './plants';

const ROOT = resolve(__dirname, '../../..');

/** @throws Error where the source no longer has the place that the plant changes, or has it twice. */
export function plantInto(source: string, { file, correct, planted }: Plant): string {
  const occurrences = source.split(correct).length - 1;
  if (occurrences !== 1) {
    throw new Error(
      `${file} has ${occurrences} places ${JSON.stringify(correct)}; bring the plant up to date`,
    );
  }
  return source.replace(correct, () => planted);
}

export function sourceOf({ file }: Plant): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** A module, and what it imports, with the mistake in it. The sources stay as they are: it is planted while bundling. */
export async function plantedModule<Module>(plant: Plant, entryPoint: string): Promise<Module> {
  // Inside the project, so that the bundle finds its packages.
  const directory = mkdtempSync(join(ROOT, 'node_modules/.cache/planted-'));
  try {
    const outfile = join(directory, 'module.cjs');
    await build({
      entryPoints: [entryPoint],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      packages: 'external',
      logLevel: 'silent',
      outfile,
      plugins: [planting(plant)],
    });
    return createRequire(__filename)(outfile);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function planting(plant: Plant): Plugin {
  return {
    name: 'planting',
    setup: ({ onLoad }) => {
      onLoad({ filter: /\.ts$/ }, ({ path }) =>
        relative(ROOT, path) === plant.file
          ? { contents: plantInto(sourceOf(plant), plant), loader: 'ts' }
          : undefined,
      );
    },
  };
}
