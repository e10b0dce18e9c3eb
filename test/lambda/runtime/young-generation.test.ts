import { execFileSync } from 'node:child_process';

/** Keeps the last 20,000 of a million small objects, as calls under way do, and prints the young generation's MB. */
const WORK = `
  const { getHeapSpaceStatistics } = require('node:v8');
  const kept = [];
  async function work() {
    for (let round = 0; round < 100; round++) {
      for (let at = 0; at < 10_000; at++) kept[(round * 10_000 + at) % 20_000] = { round, text: 'x' + at, list: [at] };
      await new Promise((resolve) => setImmediate(resolve));
    }
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    console.log(space.space_size / 2 ** 20);
  }
  void work();
`;

function youngGenerationAfter(program: string): number {
  const flags = ['--require', 'tsx/cjs', '--max-semi-space-size=12', '--eval', program];
  return Number(execFileSync(process.execPath, flags, { encoding: 'utf8' }));
}

describe('the young generation of a process that drops nearly all it makes', () => {
  test('grows beyond 8 MB by itself', () => {
    expect(youngGenerationAfter(WORK)).toBeGreaterThan(8);
  });

  test('stays within 8 MB when it is kept small', () => {
    const limited = `require('./lambda/runtime/young-generation').keepYoungGenerationSmall(); ${WORK}`;
    expect(youngGenerationAfter(limited)).toBeLessThanOrEqual(8);
  });
});
