/**
 * Published list prices in US dollars, region us-east-1, without free tiers, as of 24 November 2026. Prices change:
 * check them against these pages before relying on a figure.
 *
 * @see https://aws.amazon.com/config/pricing/
 * @see https://aws.amazon.com/lambda/pricing/
 */
export const PRICES = {
  /** For each evaluation of a rule, by account, region and month. */
  configEvaluations: [
    { upTo: 100_000, each: 0.001 },
    { upTo: 500_000, each: 0.0008 },
    { upTo: Number.POSITIVE_INFINITY, each: 0.0005 },
  ],
  /** Arm. */
  lambdaGbSecond: 0.000_013_333_4,
  lambdaRequest: 0.2 / 1_000_000,
} as const;

/** The months of the bill have so many hours on average. */
const HOURS_A_MONTH = 730;
const MEMORY_GB = 1;

export const RUNS_A_MONTH = { hourly: HOURS_A_MONTH, daily: HOURS_A_MONTH / 24 } as const;

export type Schedule = keyof typeof RUNS_A_MONTH;

export interface BilledRun {
  readonly evaluations: number;
  /** The seconds that Lambda bills: init and handler. */
  readonly seconds: number;
}

/** What a month of runs costs: AWS Config's evaluations and Lambda, nothing else. */
export function dollarsAMonth({ evaluations, seconds }: BilledRun, schedule: Schedule): number {
  const runs = RUNS_A_MONTH[schedule];
  const lambda = runs * (seconds * MEMORY_GB * PRICES.lambdaGbSecond + PRICES.lambdaRequest);
  return evaluationsCost(runs * evaluations) + lambda;
}

function evaluationsCost(evaluations: number): number {
  let cost = 0;
  let from = 0;
  for (const { upTo, each } of PRICES.configEvaluations) {
    cost += Math.max(0, Math.min(evaluations, upTo) - from) * each;
    from = upTo;
  }
  return cost;
}
