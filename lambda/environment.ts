/** The names of the environment variables that the construct sets for the rule's function. */
export const ENVIRONMENT = {
  /** `true`: the function publishes custom metrics. */
  metrics: 'PUBLISH_METRICS',
} as const;

/** Whether each run publishes custom metrics, which CloudWatch bills. */
export function publishesMetrics(environment: Readonly<Record<string, string | undefined>>): boolean {
  return environment[ENVIRONMENT.metrics] === 'true';
}
