import { parseArgs } from 'node:util';
import { prove } from './prove';

/** `npm run simulate -- --runs 10000 --seed 1`, and `--path` to play a failure again. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '10000' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
      path: { type: 'string' },
    },
  });
  const seed = Number(values.seed);
  const began = performance.now();
  const { schedules, deliveries, calls, failure } = await prove({
    runs: Number(values.runs),
    seed,
    path: values.path,
  });
  const seconds = (performance.now() - began) / 1_000;
  console.log(
    `${schedules} schedules, ${deliveries} deliveries, ${calls} calls in ${seconds.toFixed(1)} s ` +
      `(${Math.round(schedules / seconds)} a second), seed ${seed}`,
  );
  if (failure === undefined) return console.log('The promise was kept.');
  console.error(`The promise was broken. Again: npm run simulate -- --seed ${seed} --path ${failure.path}\n`);
  console.error(failure.text);
  process.exitCode = 1;
}

void main();
