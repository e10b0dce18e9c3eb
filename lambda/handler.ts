import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import type { Context } from 'aws-lambda';
import { iamApi } from '../rule/aws/iam';
import { SINGLE_ATTEMPT } from '../rule/aws/single-attempt';
import type { ExemptUser, RunSummary } from '../rule/core/run-summary';
import { systemClock as clock } from '../rule/system-clock';
import { configApi } from './config-api';
import { publishesMetrics } from './environment';
import { evaluate } from './evaluate';

const iam = iamApi(new IAMClient(SINGLE_ATTEMPT));
const config = configApi(new ConfigServiceClient(SINGLE_ATTEMPT));
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
  if (publishesMetrics(process.env)) count(summary);
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
