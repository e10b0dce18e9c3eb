import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import type { Context } from 'aws-lambda';
import { configServiceOf } from './aws/config-service';
import { iamOf } from './aws/iam';
import type { RunSummary } from './core/run-summary';
import { DeliveryMemory } from './delivery-memory';
import { evaluate } from './evaluate';
import type { Clock } from './ports';

// The flow retries by itself, since it knows how much time is left and how fast the account may be asked.
const settings = { maxAttempts: 1, requestHandler: { connectionTimeout: 3_000 } };
const iam = iamOf(new IAMClient(settings));
const config = configServiceOf(new ConfigServiceClient(settings));
const clock: Clock = {
  now: Date.now,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
};
const memory = new DeliveryMemory();
const logger = new Logger({ serviceName: 'iam-console-mfa' });
const metrics = new Metrics({ namespace: 'IamConsoleMfa', serviceName: 'iam-console-mfa' });

/**
 * What AWS Config invokes.
 *
 * @throws ConsoleMfaError whenever the run is incomplete, so that Lambda retries it and counts it as an error.
 */
export async function handler(event: unknown, context: Context): Promise<void> {
  logger.addContext(context);
  const deadline = Date.now() + context.getRemainingTimeInMillis();
  try {
    await evaluate(event, { iam, config, clock, deadline, memory, onSummary });
  } catch (error) {
    logger.error('The run is incomplete', error instanceof Error ? error : new Error(String(error)));
    throw error;
  } finally {
    metrics.publishStoredMetrics();
  }
}

/** One line a run, without names. */
function onSummary(summary: RunSummary): void {
  logger.info('The run is over', { ...summary });
  metrics.addMetric('CompliantUsers', MetricUnit.Count, summary.compliant);
  metrics.addMetric('NonCompliantUsers', MetricUnit.Count, summary.nonCompliant);
  metrics.addMetric('ExemptUsers', MetricUnit.Count, summary.exempt);
  metrics.addMetric('UsersWithoutResult', MetricUnit.Count, summary.withheld);
  metrics.addMetric('Calls', MetricUnit.Count, sum(Object.values(summary.calls)));
  metrics.addMetric('Retries', MetricUnit.Count, summary.retries);
  metrics.addMetric('Duration', MetricUnit.Milliseconds, summary.durationMs);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
