import { smallCompany } from '../../demo/generator/small-company';
import { SandboxClock } from '../../sandbox/account/clock';
import type { Attempt } from '../../sandbox/deploy/lambda/attempt';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';

export const NOW = new Date('2026-03-02T09:00:00Z');

/** The account of the small company, without the rule. */
export function smallCompanySandbox(): Promise<Sandbox> {
  const lambda = { timeoutSeconds: 10 };
  return startSandbox({ account: smallCompany(NOW), clock: SandboxClock.frozen(NOW), lambda });
}

/** Evaluates the rule once, without retries. */
export async function evaluateOnce(sandbox: Sandbox): Promise<Attempt> {
  const [attempt] = (await sandbox.evaluate()).attempts;
  if (attempt === undefined) throw new Error('the rule was not evaluated');
  return attempt;
}
