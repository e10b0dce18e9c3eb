import type { Schedule } from '../prices';
import { asMarkdown, type Row } from '../table';
import { ASSUMPTIONS, QUOTAS } from './assumptions';
import { type Deployment, deploy } from './deployment';
import { type DrawnAccount, drawAccounts } from './draw-accounts';
import { monthOf, type Report } from './month';

/** The organization of docs/scale.md. */
export const SIMULATED = { accounts: 10_000, seed: 1 } as const;

const COUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** The tables of an organization, each with a heading row. */
export function simulate(count: number, seed: number): readonly (readonly Row[])[] {
  const accounts = drawAccounts(count, seed);
  return [accountRows(accounts), deploymentRows(accounts), monthRows(accounts), limitRows(accounts)];
}

/** What docs/scale.md has between its marks. */
export function scaleSection(): string {
  return simulate(SIMULATED.accounts, SIMULATED.seed).map(asMarkdown).join('\n\n');
}

function accountRows(accounts: readonly DrawnAccount[]): readonly Row[] {
  const users = accounts.map((account) => account.users).sort((one, other) => one - other);
  const at = (share: number) => COUNT.format(users[Math.floor(share * (users.length - 1))] ?? 0);
  const total = users.reduce((sum, count) => sum + count, 0);
  return [
    ['accounts', 'users', 'half have at most', '99 of 100', 'the largest', 'that refuse the stack'],
    [
      COUNT.format(accounts.length),
      COUNT.format(total),
      at(0.5),
      at(0.99),
      at(1),
      COUNT.format(accounts.filter(({ isFailing }) => isFailing).length),
    ],
  ];
}

const OPERATIONS = [
  { maxConcurrentPercentage: 1, failureTolerancePercentage: 100 },
  { maxConcurrentPercentage: 5, failureTolerancePercentage: 100 },
  { maxConcurrentPercentage: 25, failureTolerancePercentage: 100 },
  { maxConcurrentPercentage: 100, failureTolerancePercentage: 100 },
  { maxConcurrentPercentage: 25, failureTolerancePercentage: 0 },
] as const;

function deploymentRows(accounts: readonly DrawnAccount[]): readonly Row[] {
  const caps = [QUOTAS.concurrentInstancesOnce, QUOTAS.concurrentInstanceOperations];
  return [
    [
      'CloudFormation does at once',
      'maxConcurrentPercentage',
      'failureTolerancePercentage',
      'at once',
      'minutes',
      'deployed',
      'failed',
      'not begun',
      'code read, a second',
    ],
    ...caps.flatMap((cap) =>
      OPERATIONS.map((settings) => deploymentRow(cap, settings, deploy(accounts, { ...settings, cap }))),
    ),
  ];
}

function deploymentRow(cap: number, settings: (typeof OPERATIONS)[number], deployment: Deployment): Row {
  return [
    COUNT.format(cap),
    COUNT.format(settings.maxConcurrentPercentage),
    COUNT.format(settings.failureTolerancePercentage),
    COUNT.format(deployment.mostAtOnce),
    (deployment.seconds / 60).toFixed(1),
    COUNT.format(deployment.deployed),
    COUNT.format(deployment.failed),
    COUNT.format(deployment.cancelled),
    COUNT.format(deployment.mostReadsInASecond),
  ];
}

function monthRows(accounts: readonly DrawnAccount[]): readonly Row[] {
  const rows = (['daily', 'hourly'] as const).flatMap((schedule: Schedule) =>
    (['all', 'changes'] as const).map((report: Report): Row => {
      const month = monthOf(accounts, schedule, report);
      const total = month.config + month.lambda + month.cloudWatch;
      return [
        schedule,
        report,
        COUNT.format(month.runs),
        COUNT.format(month.evaluations),
        COUNT.format(month.config),
        COUNT.format(month.lambda),
        COUNT.format(month.cloudWatch),
        COUNT.format(total),
        (total / accounts.length).toFixed(2),
      ];
    }),
  );
  return [
    [
      'runs',
      'report',
      'runs a month',
      'evaluations',
      '$ AWS Config',
      '$ Lambda',
      '$ CloudWatch',
      '$ in all',
      '$ an account',
    ],
    ...rows,
  ];
}

/** Which published limit is how near, and what moves it. */
function limitRows(accounts: readonly DrawnAccount[]): readonly Row[] {
  const all = { maxConcurrentPercentage: 100, failureTolerancePercentage: 100 };
  const { mostAtOnce, mostReadsInASecond } = deploy(accounts, {
    ...all,
    cap: QUOTAS.concurrentInstanceOperations,
  });
  const largest = Math.max(...accounts.map(({ users }) => users));
  const rows: readonly (readonly [what: string, taken: number, limit: number, moved: string])[] = [
    ['stack instances of a stack set', accounts.length, QUOTAS.instancesPerStackSet, 'a quota request'],
    [
      'stacks at once, 100 percent',
      mostAtOnce,
      QUOTAS.concurrentInstanceOperations,
      '`maxConcurrentPercentage`',
    ],
    [
      'reads of the code in a second, 100 percent',
      mostReadsInASecond,
      QUOTAS.readsPerSecondAndPrefix,
      '`maxConcurrentPercentage`',
    ],
    // The management account is in an organization's aggregator too.
    [
      'accounts of the aggregator',
      accounts.length + 1,
      QUOTAS.accountsPerAggregator,
      'nothing: leave `aggregator` out',
    ],
    [
      'accounts that join the aggregator in the first week',
      accounts.length + 1,
      QUOTAS.accountsAddedPerWeek,
      'a quota request, or weeks',
    ],
    ['users of the largest account', largest, ASSUMPTIONS.mostUsers, "nothing: it is IAM's quota"],
  ];
  return [
    ['', 'what', 'taken', 'limit', 'what moves it'],
    ...rows.map(
      ([what, taken, limit, moved]): Row => [
        taken <= limit ? '✓' : '✗',
        what,
        COUNT.format(taken),
        COUNT.format(limit),
        moved,
      ],
    ),
  ];
}
