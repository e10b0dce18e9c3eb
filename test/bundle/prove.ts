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

/** Plays the schedules of some seeds, several at once. */
export async function prove(seeds: readonly number[], assemblies: Assemblies): Promise<Proof> {
  const queue = [...seeds].reverse();
  const played: Played[] = [];
  const failures: string[] = [];
  const work = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const scenario = drawScenario(next);
      const one = await play(scenario, assemblies);
      played.push(one);
      if (one.breaches.length > 0) failures.push(describe(describeScenario(scenario, one.schedule), one));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return {
    schedules: played.length,
    deliveries: played.reduce((sum, { attempts }) => sum + attempts.length, 0),
    calls: played.reduce((sum, { calls }) => sum + calls, 0),
    failures,
  };
}

function describe(scenario: string, { breaches, attempts }: Played): string {
  const ends = attempts.map(({ outcome, durationMs }, index) => {
    const how = 'error' in outcome ? `${outcome.type}: ${outcome.error.errorMessage}` : 'well';
    return `ended ${index + 1}    after ${Math.round(durationMs)} ms, ${how}`;
  });
  return [...breaches.map((breach) => `broken     ${breach}`), scenario, ...ends].join('\n');
}
