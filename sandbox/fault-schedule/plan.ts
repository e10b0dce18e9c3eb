import { createHash } from 'node:crypto';
import { type Account, keyOf } from '../account/account';
import type { Call, FaultPlan } from '../faults';
import { applyChange } from './account-changes';
import { AccountPast } from './account-past';
import { faultsOf } from './effects';
import type { CallFault, FaultSchedule } from './fault-schedule';

/** Lets happen in an account what a schedule says, call by call. */
export function faultPlan({ seed, rules }: FaultSchedule, account: Account, now: () => Date): FaultPlan {
  const callFaults = rules.filter((rule) => rule.on === 'call');
  const changes = new Set(rules.filter((rule) => rule.on === 'account'));
  const past = new AccountPast(account, longestLag(callFaults));
  const met = new Map<CallFault, number>();

  const strikes = (fault: CallFault, index: number, call: Call): boolean => {
    if (!fits(fault, call)) return false;
    const count = (met.get(fault) ?? 0) + 1;
    met.set(fault, count);
    const { after = 0, times = Number.POSITIVE_INFINITY, chance = 1 } = fault;
    return count > after && count <= after + times && draw(`${seed} ${index} ${call.number}`) < chance;
  };

  return (call) => {
    past.keep();
    for (const change of changes) {
      if (change.beforeCall > call.number) continue;
      changes.delete(change);
      applyChange(account, change, now());
    }
    return callFaults.flatMap((fault, index) =>
      strikes(fault, index, call) ? faultsOf(fault.effect, call, past) : [],
    );
  };
}

function longestLag(callFaults: readonly CallFault[]): number {
  const lags = callFaults.flatMap(({ effect: { kind, value = 0 } }) => (kind === 'lag' ? [value] : []));
  return Math.max(0, ...lags);
}

function fits({ action, userName }: CallFault, call: Call): boolean {
  if (userName !== undefined && keyOf(call.userName ?? '') !== keyOf(userName)) return false;
  return action === '*' || action === `${call.service}:*` || action === `${call.service}:${call.action}`;
}

/** A number from 0 up to but not including 1, always the same one for the same text. */
function draw(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;
}
