import fc from 'fast-check';
import { enforcementPolicy } from '../../../../rule/policies/enforcement-policy';
import { replayEvent } from '../../../../rule/rehearsal/replay-event';
import { type Facts, facts } from './facts';
import { iamDecision } from './iam-decision';
import { recordOf } from './record';

export interface Difference {
  readonly facts: Facts;
  readonly iam: string;
  readonly rehearsed: string;
}

export interface Comparison {
  readonly compared: number;
  /** How many of them IAM decided which way. */
  readonly decisions: Readonly<Record<string, number>>;
  readonly differences: readonly Difference[];
}

/** Compares the rehearsal of random events with what IAM decides on the facts behind them, up to some differences. */
export async function compare(runs: number, seed: number, enough = 3): Promise<Comparison> {
  const decisions: Record<string, number> = {};
  const differences: Difference[] = [];
  let compared = 0;
  for (const drawn of fc.sample(facts, { numRuns: runs, seed })) {
    const iam = await iamDecision(drawn);
    const rehearsed = rehearse(drawn);
    compared += 1;
    decisions[iam] = (decisions[iam] ?? 0) + 1;
    if (rehearsed !== `${iam} ${drawn.call.action}`) differences.push({ facts: drawn, iam, rehearsed });
    if (differences.length >= enough) break;
  }
  return { compared, decisions, differences };
}

/** What the rehearsal says of the event, and how it calls the action. */
function rehearse({ exemptAccessKeys, ...rest }: Facts): string {
  const policyOf = (partition: string) =>
    enforcementPolicy({ partition, enforceFrom: new Date('2026-11-01T00:00:00Z'), exemptAccessKeys });
  const replayed = replayEvent(recordOf({ exemptAccessKeys, ...rest }), policyOf);
  return replayed.type === 'call' ? `${replayed.outcome.type} ${replayed.action}` : replayed.type;
}
