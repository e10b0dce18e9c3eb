import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** In bytes. By the time a collection has told of it, the young generation may be twice as large. */
const LARGE_ENOUGH = 2 * 1024 * 1024;

/**
 * Stops V8 from enlarging the young generation beyond 2 to 8 MB.
 *
 * V8 doubles it whenever as much as it holds has outlived collections, in the end to the 36 MB that Lambda's
 * `--max-semi-space-size` allows a function of 256 MB. A run keeps little and drops much, so that room would only ever
 * hold garbage. The flag that forbids it can be set while the process runs, unlike the sizes
 * (https://nodejs.org/api/v8.html#v8setflagsfromstringflags); a V8 that knows it no longer ignores it.
 */
export function keepYoungGenerationSmall(): void {
  if (stopGrowth()) return;
  const observer = new PerformanceObserver(() => {
    if (stopGrowth()) observer.disconnect();
  });
  observer.observe({ entryTypes: ['gc'] });
}

/** Whether it is large enough, so that growth has been stopped. */
function stopGrowth(): boolean {
  const stop = youngGenerationSize() >= LARGE_ENOUGH;
  if (stop) setFlagsFromString('--semi-space-growth-factor=1');
  return stop;
}

function youngGenerationSize(): number {
  return getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? 0;
}
