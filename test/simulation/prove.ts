import fc from 'fast-check';
import { describe } from './describe';
import { EXPERIMENTS, type Experiment } from './experiments';
import { type Played, play } from './play';
import type { Scenario } from './scenario';

export interface Chance {
  readonly runs: number;
  readonly seed: number;
  /** Where the shrunk failure lies, to play it again at once. */
  readonly path?: string | undefined;
}

export interface Proof {
  readonly schedules: number;
  readonly deliveries: number;
  readonly calls: number;
  /** What broke the promise, shrunk and described; absent where nothing did. */
  readonly failure?: { readonly seed: number; readonly path: string; readonly text: string };
}

interface Drawn {
  readonly experiment: string;
  readonly scenario: Scenario;
}

/** Plays schedules drawn by chance and checks the promise after each; on a failure it looks for the smallest one. */
export async function prove({ runs, seed, path }: Chance, experiments = EXPERIMENTS): Promise<Proof> {
  let schedules = 0;
  let deliveries = 0;
  let calls = 0;
  const property = fc.asyncProperty(drawnFrom(experiments), async (drawn) => {
    const { played, breaches } = await perform(drawn, experiments);
    schedules += 1;
    deliveries += played.deliveries.length;
    calls += played.calls.length;
    return breaches.length === 0;
  });
  const details = await fc.check(property, { numRuns: runs, seed, ...(path !== undefined && { path }) });
  const drawn = details.counterexample?.[0];
  if (drawn === undefined) return { schedules, deliveries, calls };
  const foundPath = details.counterexamplePath ?? '';
  return {
    schedules,
    deliveries,
    calls,
    failure: { seed, path: foundPath, text: await tell(drawn, experiments) },
  };
}

/** Whole weights, as fast-check wants them. */
function drawnFrom(experiments: readonly Experiment[]): fc.Arbitrary<Drawn> {
  return fc.oneof(
    ...experiments.map(({ name, weight, scenarios }) => ({
      weight: Math.round(weight * 10),
      arbitrary: fc.record({ experiment: fc.constant(name), scenario: scenarios }),
    })),
  );
}

async function perform(
  { experiment, scenario }: Drawn,
  experiments: readonly Experiment[],
): Promise<{ readonly played: Played; readonly breaches: readonly string[] }> {
  const check = experiments.find(({ name }) => name === experiment)?.check;
  const played = await play(scenario);
  return { played, breaches: [...played.breaches, ...((await check?.(played, scenario)) ?? [])] };
}

async function tell(drawn: Drawn, experiments: readonly Experiment[]): Promise<string> {
  const { played, breaches } = await perform(drawn, experiments);
  return [
    ...breaches.map((breach) => `broken     ${breach}`),
    `in         ${drawn.experiment}`,
    describe(drawn.scenario, played),
  ].join('\n');
}
