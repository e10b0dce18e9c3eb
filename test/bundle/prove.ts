import type { Assemblies } from './assemblies';
import { type Played, play } from './play';
import { describeScenario, drawScenario } from './scenario';

export interface Proof {
  readonly schedules: number;
  readonly deliveries: number;
  readonly calls: number;
  /** Each schedule that broke the promise, in words. */
  readonly failures: readonly string[];
}

/** How many sandboxes run at once: most of a run is waiting. */
const AT_ONCE = 4;

/**
 * Plays the schedules of some seeds, several at once. Those with a run that was late are played again once all
 * are over, alone, and that counts: the time is the machine's own, and a machine may stall.
 */
export async function prove(seeds: readonly number[], assemblies: Assemblies): Promise<Proof> {
  const queue = [...seeds].reverse();
  const played = new Map<number, Played>();
  const work = async () => {
    for (let seed = queue.pop(); seed !== undefined; seed = queue.pop()) {
      played.set(seed, await play(drawScenario(seed), assemblies));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const late = [...played].filter(([, one]) => one.late);
  for (const [seed] of late) played.set(seed, await play(drawScenario(seed), assemblies));

  const all = [...played.values()];
  return {
    schedules: all.length,
    deliveries: all.reduce((sum, { attempts }) => sum + attempts.length, 0),
    calls: all.reduce((sum, { calls }) => sum + calls, 0),
    failures: [...played].flatMap(([seed, one]) => (one.breaches.length === 0 ? [] : [describe(seed, one)])),
  };
}

function describe(seed: number, { schedule, breaches, attempts }: Played): string {
  const ends = attempts.map(({ outcome, durationMs }, index) => {
    const how = 'error' in outcome ? `${outcome.type}: ${outcome.error.errorMessage}` : 'well';
    return `ended ${index + 1}    after ${Math.round(durationMs)} ms, ${how}`;
  });
  const broken = breaches.map((breach) => `broken     ${breach}`);
  return [...broken, describeScenario(drawScenario(seed), schedule), ...ends].join('\n');
}
