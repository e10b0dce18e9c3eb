import { cpus } from 'node:os';
import { type Flags, readFlags } from './flags';
import { measure } from './measure';
import { heapFlags, lambdaNode, versionOf } from './node24';
import { plot } from './plot';
import { rewriteSection, writePlot } from './rewrite';
import { asMarkdown, asText, callRows, measurementRows, targetRows } from './table';
import { holds, targetsOf } from './targets';
import { weigh } from './weight';

const LATENCY_MS = 30;
/** The kind of account that the plot shows. */
const PLOTTED = 'mixed';

/** `npm run bench` */
async function bench({ json, write, users, kinds }: Flags): Promise<void> {
  const node = lambdaNode();
  const machine = `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, the function under Node.js ${versionOf(node)}, ${LATENCY_MS} ms an answer`;
  console.error(machine);
  const onStep = (what: string) => console.error(`› ${what}`);
  onStep('weigh the bundle');
  const weight = await weigh(node);
  const lambda = { nodePath: node, nodeFlags: heapFlags(1_024) };
  const measurements = await measure({ kinds, sizes: users, latencyMs: LATENCY_MS, lambda, onStep });
  const targets = targetsOf(measurements, weight);
  const tables = [measurementRows(measurements), callRows(measurements), targetRows(targets)];
  if (json) console.log(JSON.stringify({ machine, weight, ...measurements, targets }, null, 2));
  else console.log(`\n${tables.map(asText).join('\n\n')}`);
  if (write) {
    rewriteSection('bench', [machine, ...tables.map(asMarkdown)].join('\n\n'));
    const all = [...measurements.rule, ...measurements.baselines];
    writePlot(plot(all.filter(({ kind }) => kind === PLOTTED)));
  }
  if (targets.some((target) => target.exact && !holds(target))) process.exitCode = 1;
}

// The notice is about versions of the SDK that are not installed here.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
const flags = readFlags(process.argv.slice(2));
if ('exitCode' in flags) process.exitCode = flags.exitCode;
else {
  bench(flags).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
