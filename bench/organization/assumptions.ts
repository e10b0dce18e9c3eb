/**
 * What AWS publishes, each with the page. Read in November 2026; the figures of StackSets differ between editions of the
 * guide, so both are simulated.
 */
export const QUOTAS = {
  /** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
  instancesPerStackSet: 100_000,
  /** Across all stack sets of an administrator account, in a region. The same page. */
  concurrentInstanceOperations: 10_000,
  /**
   * "The maximum speed of deployment is 100 concurrent stack instances per stack set."
   *
   * @see https://github.com/awsdocs/aws-cloudformation-user-guide stacksets-concepts.md, an edition before December 2023
   */
  concurrentInstancesOnce: 100,
  /** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html */
  readsPerSecondAndPrefix: 5_500,
  /** @see https://docs.aws.amazon.com/general/latest/gr/awsconfig.html */
  accountsPerAggregator: 10_000,
  /** Of all aggregators; can be raised. The same page. */
  accountsAddedPerWeek: 1_000,
} as const;

/** List prices in US dollars, us-east-1, without free tiers. @see https://aws.amazon.com/cloudwatch/pricing/ */
export const CLOUDWATCH = {
  /** Each metric that an alarm looks at, a month. */
  alarmMetric: 0.1,
} as const;

/** Of the stack: five metrics that four alarms look at. Custom metrics are off by default. */
export const STACK = { alarmMetrics: 5 } as const;

/** What nobody publishes. Change them here to simulate another organization. */
export const ASSUMPTIONS = {
  /** Users of an account: log-normal, since most accounts have few and some have many. */
  medianUsers: 8,
  sigmaOfUsers: 1.3,
  mostUsers: 5_000,
  /** Verdicts or annotations that differ from the last run's, a month, for each user. */
  changesPerUser: 0.1,
  /** From beginning to end of a stack, and until Lambda reads the code: seconds, all equally likely. */
  stackSeconds: [60, 180],
  codeReadAfterSeconds: [20, 40],
  /** Accounts that refuse the stack, such as those without a configuration recorder. */
  shareFailing: 0.01,
  /** A run: seconds at no users, and for each user; docs/benchmarks.md, mixed accounts. */
  runSeconds: 0.85,
  runSecondsPerUser: 0.0034,
  /** 1,024 MB have 0.58 of a processor; docs/benchmarks.md. */
  slowerInLambda: 1.7,
} as const;
