import { parseArgs } from 'node:util';
import { Assemblies } from './assemblies';
import { prove } from './prove';

/** `npm run simulate:bundle -- --runs 100 --seed 1`: each schedule has a seed of its own, counted up from the first. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '100' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 30) },
    },
  });
  const first = Number(values.seed);
  const seeds = Array.from({ length: Number(values.runs) }, (_, index) => first + index);
  const assemblies = new Assemblies();
  try {
    const began = performance.now();
    const { schedules, deliveries, calls, failures } = await prove(seeds, assemblies);
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    console.log(
      `${schedules} schedules of the bundled Lambda over HTTP, ${deliveries} deliveries, ${calls} calls in ${seconds} s, seed ${values.seed}`,
    );
    if (failures.length === 0) return console.log('The promise was kept.');
    console.error(
      `The promise was broken ${failures.length} times. Again: npm run simulate:bundle -- --runs 1 --seed SEED`,
    );
    for (const failure of failures) console.error(`\n${failure}`);
    process.exitCode = 1;
  } finally {
    assemblies.remove();
  }
}

void main();
