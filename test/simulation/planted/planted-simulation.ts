import { join } from 'node:path';
import type * as Proving from '../prove';
import { plantedModule } from './planted-module';
import type { Plant } from './plants';

const ENTRY = join(__dirname, '../prove.ts');

/** The simulation over a Lambda with the mistake in it. */
export async function plantedSimulation(plant: Plant): Promise<typeof Proving.prove> {
  const { prove } = await plantedModule<typeof Proving>(plant, ENTRY);
  return prove;
}
