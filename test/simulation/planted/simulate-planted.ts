import { parseArgs } from 'node:util';
import { plantedSimulation } from './planted-simulation';
import { PLANTS } from './plants';

/** `npm run simulate:planted`: shows that the simulation finds each planted mistake, and with which schedule. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string', default: '' },
    },
  });
  const seed = Number(values.seed);
  const plants = PLANTS.filter(({ mistake }) => mistake.includes(values.only));
  let missed = 0;
  console.log(`| planted mistake | found with seed ${seed} by schedule | as |\n| --- | --- | --- |`);
  for (const plant of plants) {
    const prove = await plantedSimulation(plant);
    const { failure } = await prove({ runs: Number(values.runs), seed });
    if (failure === undefined) missed += 1;
    if (values.only !== '' && failure !== undefined) console.log(failure.text);
    console.log(
      `| ${plant.mistake} | ${failure?.path.split(':')[0] ?? 'not found'} | ${firstBreach(failure?.text)} |`,
    );
  }
  if (missed > 0) {
    console.error(`${missed} of ${plants.length} planted mistakes were not found.`);
    process.exitCode = 1;
  }
}

/** Cut to what fits into a table. */
function firstBreach(text = ''): string {
  const [line = ''] = text.split('\n');
  const breach = line.replace(/^broken +/, '').replaceAll('|', '/');
  return breach.length > 110 ? `${breach.slice(0, 109)}…` : breach;
}

void main();
