import { Logger } from '@aws-lambda-powertools/logger';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { SINGLE_ATTEMPT } from '../../rule/aws/single-attempt';
import { configRuleNameOf } from './environment';
import { ruleEvaluationOf } from './rule-evaluation';
import { trigger } from './trigger';

// What fails goes back to the queue, so the client need not try again.
const client = new ConfigServiceClient(SINGLE_ATTEMPT);
/** What the call leaves for the answer. */
const LAST_WORDS_MS = 1_000;
const logger = new Logger({ serviceName: 'iam-console-mfa-trigger' });

/**
 * What Lambda invokes with the IAM events that the queue has gathered: one evaluation answers them all.
 *
 * @returns every message as failed where AWS Config has refused, so that they go back to the queue and the function's
 * Errors metric counts faults alone.
 * @throws ConsoleMfaError for any other failure; the messages go back to the queue too.
 */
export async function handler({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  const events = Records.length;
  try {
    const start = ruleEvaluationOf(client, configRuleNameOf(process.env));
    const outcome = await trigger(() => start(context.getRemainingTimeInMillis() - LAST_WORDS_MS));
    if (outcome === 'started') {
      logger.info('An evaluation was started', { events });
      return { batchItemFailures: [] };
    }
    logger.info('AWS Config takes no evaluation yet; the events go back to the queue', { events });
    return { batchItemFailures: Records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  } catch (error) {
    logger.error('No evaluation was started', error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}
