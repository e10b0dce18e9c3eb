import { dollarsAMonth, RUNS_A_MONTH, type Schedule } from '../prices';
import { ASSUMPTIONS, CLOUDWATCH, STACK } from './assumptions';
import type { DrawnAccount } from './draw-accounts';

export type Report = 'all' | 'changes';

/** A month of an organization, after the first run of every account. Dollars. */
export interface Month {
  readonly runs: number;
  readonly evaluations: number;
  readonly config: number;
  readonly lambda: number;
  readonly cloudWatch: number;
}

/** AWS Config's tiers are each account's own. */
export function monthOf(accounts: readonly DrawnAccount[], schedule: Schedule, report: Report): Month {
  const runs = RUNS_A_MONTH[schedule];
  const months = accounts.map(({ users }) => {
    const evaluations = report === 'all' ? users : (users * ASSUMPTIONS.changesPerUser) / runs;
    const seconds = billedSeconds(users);
    return {
      evaluations: runs * evaluations,
      config: dollarsAMonth({ evaluations, seconds: 0 }, schedule) - dollarsAMonth(NOTHING, schedule),
      lambda: dollarsAMonth({ evaluations: 0, seconds }, schedule),
    };
  });
  const sum = (what: (month: (typeof months)[number]) => number) =>
    months.reduce((total, month) => total + what(month), 0);
  return {
    runs: runs * accounts.length,
    evaluations: sum(({ evaluations }) => evaluations),
    config: sum(({ config }) => config),
    lambda: sum(({ lambda }) => lambda),
    cloudWatch: accounts.length * STACK.alarmMetrics * CLOUDWATCH.alarmMetric,
  };
}

const NOTHING = { evaluations: 0, seconds: 0 };

function billedSeconds(users: number): number {
  const { runSeconds, runSecondsPerUser, slowerInLambda } = ASSUMPTIONS;
  return (runSeconds + users * runSecondsPerUser) * slowerInLambda;
}
