import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import type { Context } from 'aws-lambda';
import { iamApi } from '../rule/aws/iam';
import type { ExemptUser, RunSummary } from '../rule/core/run-summary';
import type { Clock } from '../rule/ports';
import { configApi } from './config-api';
import { evaluate } from './evaluate';

// The flow retries by itself, since it knows how much time is left and how fast the account may be asked.
const settings = { maxAttempts: 1, requestHandler: { connectionTimeout: 3_000 } };
const iam = iamApi(new IAMClient(settings));
const config = configApi(new ConfigServiceClient(settings));
const clock: Clock = {
  now: Date.now,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
};
/** Keeps a line well below the 256 KB of a CloudWatch Logs event. */
const EXEMPT_PER_LINE = 500;
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
    await evaluate(event, { iam, config, clock, deadline, onSummary });
  } catch (error) {
    logger.error('The run is incomplete', error instanceof Error ? error : new Error(String(error)));
    throw error;
  } finally {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  }
}

/** One line a run, then the exempt users: by id, since a log is read by more people than an account's users are. */
function onSummary(summary: RunSummary, exempt: readonly ExemptUser[]): void {
  logger.info('The run is over', { ...summary });
  for (let at = 0; at < exempt.length; at += EXEMPT_PER_LINE) {
    logger.info('Exempt users', { exempt: exempt.slice(at, at + EXEMPT_PER_LINE) });
  }
  count(summary);
}

function count(summary: RunSummary): void {
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
