import { heapFlags } from './node24';
import type { Row } from './table';
import {
  MEMORY_SIZES,
  type MemorySize,
  median,
  processorOf,
  runsOf,
  type Subject,
  shown,
  tune,
} from './tuning-subjects';

/** `npm run bench:memory`: how much memory for the function, and with it how much of a processor. */
tune({
  section: 'memory',
  measure: async (subjects, _directory, nodes) => {
    const rows: Row[] = [['account', 'users', 'memory, MB', 'processor', 'seconds', 'GB-seconds']];
    for (const subject of subjects) {
      for (const size of MEMORY_SIZES) rows.push(await rowOf(subject, size, nodes.get(size) ?? ''));
    }
    return rows;
  },
});

async function rowOf({ kind, users, account }: Subject, size: MemorySize, nodePath: string): Promise<Row> {
  const runs: number[] = [];
  for (let run = 0; run < runsOf(users); run += 1) {
    const { seconds, initSeconds } = await account.runRuleWith({ nodePath, nodeFlags: heapFlags(size) });
    runs.push(seconds + initSeconds);
  }
  const seconds = median(runs);
  return shown([
    kind,
    users.toLocaleString('en-US'),
    size.toLocaleString('en-US'),
    processorOf(size),
    seconds.toFixed(2),
    ((seconds * size) / 1_024).toFixed(2),
  ]);
}
