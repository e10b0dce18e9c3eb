import { join } from 'node:path';
import { plantedModule } from '../../../simulation/planted/planted-module';
import type * as Compare from './compare';
import { PLANTS } from './plants';

const ENTRY = join(__dirname, 'compare.ts');

test.each(PLANTS.map((plant) => [plant.mistake, plant] as const))(
  'the comparison with IAM finds the planted mistake: %s',
  async (_, plant) => {
    const { compare } = await plantedModule<typeof Compare>(plant, ENTRY);
    const { differences } = await compare(2000, 16, 1);
    expect(differences).toHaveLength(1);
  },
);
