import fc from 'fast-check';
import { generateAccount } from '../../demo/generator/generate-account';
import { type Account, keyOf } from '../../sandbox/account/account';
import { createGroup } from '../../sandbox/account/groups';
import { drawSchedule } from '../../sandbox/fault-schedule/draw-schedule';
import type { FaultSchedule } from '../../sandbox/fault-schedule/fault-schedule';
import { formatRule } from '../../sandbox/fault-schedule/rule-text';
import { POLICIES, type PolicyName } from './assemblies';

/** When every scenario begins. */
export const NOW = new Date('2026-11-24T12:00:00Z');

/** An account, a policy and what goes wrong. Everything follows from the seed. */
export interface Scenario {
  readonly seed: number;
  readonly users: number;
  readonly policy: PolicyName;
  /** Whether an evaluation without faults came first. */
  readonly ranBefore: boolean;
  readonly latencyMs: number;
}

const scenario = fc.record({
  users: fc.integer({ min: 10, max: 40 }),
  policy: fc.constantFrom<PolicyName>('default', 'lenient', 'strict'),
  ranBefore: fc.boolean(),
  latencyMs: fc.constantFrom(0, 3),
});

export function drawScenario(seed: number): Scenario {
  const [drawn] = fc.sample(scenario, { numRuns: 1, seed });
  if (drawn === undefined) throw new Error('nothing was drawn');
  return { seed, ...drawn };
}

export function accountOf({ seed, users }: Scenario): Account {
  const account = generateAccount({ users, seed, now: NOW });
  for (const groupName of ['emergency', 'finance']) {
    if (account.groups.byKey(keyOf(groupName)) === undefined) createGroup(account, groupName, '/', NOW);
  }
  return account;
}

export function scheduleOf({ seed }: Scenario, account: Account): FaultSchedule {
  return drawSchedule(seed, account);
}

export function describeScenario(scene: Scenario, { rules }: FaultSchedule): string {
  return [
    `seed       ${scene.seed}`,
    `account    ${scene.users} users, ${scene.ranBefore ? 'evaluated before' : 'never evaluated'}, ${scene.latencyMs} ms an answer`,
    `policy     ${scene.policy} ${JSON.stringify(POLICIES[scene.policy])}`,
    ...rules.map((rule) => `fault      ${formatRule(rule)}`),
  ].join('\n');
}
