import { heapFlags, lambdaNode, versionOf } from '../../bench/node24';
import { smallCompany } from '../../demo/generator/small-company';
import { SandboxClock } from '../../sandbox/account/clock';
import { startSandbox } from '../../sandbox/sandbox';
import { Assemblies } from '../bundle/assemblies';

const NOW = new Date('2026-03-02T09:00:00Z');

/** Runs the bundled Lambda on the Lambda runtime's own Node.js, with the heap that Lambda gives it. */
async function main(): Promise<void> {
  const nodePath = lambdaNode();
  const version = versionOf(nodePath);
  if (!version.startsWith('v24.')) throw new Error(`this needs Node.js 24, and has ${version}`);
  const assemblies = new Assemblies();
  const lambda = { nodePath, nodeFlags: heapFlags(256) };
  const sandbox = await startSandbox({ account: smallCompany(NOW), clock: SandboxClock.frozen(NOW), lambda });
  try {
    sandbox.deploy(assemblies.of({}));
    await sandbox.settled();
    const [attempt] = sandbox.invocations.flatMap(({ attempts }) => attempts);
    const shown = sandbox.compliance().map(({ compliance }) => compliance);
    const count = (wanted: string) => shown.filter((compliance) => compliance === wanted).length;
    const verdicts = `${count('COMPLIANT')} COMPLIANT, ${count('NON_COMPLIANT')} NON_COMPLIANT`;
    if (attempt?.outcome.type !== 'succeeded' || verdicts !== '7 COMPLIANT, 6 NON_COMPLIANT') {
      throw new Error(`${verdicts}; ${JSON.stringify(attempt?.outcome)}\n${attempt?.log.join('\n')}`);
    }
    const megabytes = Math.round((attempt.peakMemory ?? 0) / 2 ** 20);
    console.log(`The bundled Lambda runs on Node.js ${version}: ${verdicts}, ${megabytes} MB at its peak.`);
  } finally {
    await sandbox.close();
    assemblies.remove();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
