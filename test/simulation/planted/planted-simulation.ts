import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { prove as Prove } from '../prove';
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

/** The simulation over a Lambda with the mistake in it. The sources stay as they are: it is planted while bundling. */
export async function plantedSimulation(plant: Plant): Promise<typeof Prove> {
  // Inside the project, so that the bundle finds its packages.
  const directory = mkdtempSync(join(ROOT, 'node_modules/.cache/planted-'));
  try {
    const outfile = join(directory, 'prove.cjs');
    await build({
      entryPoints: [join(ROOT, 'test/simulation/prove.ts')],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      packages: 'external',
      logLevel: 'silent',
      outfile,
      plugins: [planting(plant)],
    });
    return createRequire(__filename)(outfile).prove;
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
