import { Logger } from '@aws-lambda-powertools/logger';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import { SINGLE_ATTEMPT } from '../../rule/aws/single-attempt';
import { ConsoleMfaError, quoted } from '../../rule/core/errors';
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
 * @throws ConsoleMfaError `InvalidEvent` for an event that is not a batch of the queue's messages, and for any other
 * failure; the messages go back to the queue too.
 */
export async function handler(event: unknown, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  try {
    const messageIds = messageIdsOf(event);
    const events = messageIds.length;
    const start = ruleEvaluationOf(client, configRuleNameOf(process.env));
    const outcome = await trigger(() => start(context.getRemainingTimeInMillis() - LAST_WORDS_MS));
    if (outcome === 'started') {
      logger.info('An evaluation was started', { events });
      return { batchItemFailures: [] };
    }
    logger.info('AWS Config takes no evaluation yet; the events go back to the queue', { events });
    return { batchItemFailures: messageIds.map((itemIdentifier) => ({ itemIdentifier })) };
  } catch (error) {
    logger.error('No evaluation was started', error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

/** The IDs of the messages in an event of Amazon SQS. */
function messageIdsOf(event: unknown): readonly string[] {
  const { Records: records }: { readonly Records?: unknown } = Object(event);
  const ids = Array.isArray(records) ? records.map((record): unknown => Object(record).messageId) : [];
  if (ids.length > 0 && ids.every((id) => typeof id === 'string')) return ids;
  throw new ConsoleMfaError(
    'InvalidEvent',
    `the event is ${quoted(event)}, not a batch of messages of Amazon SQS; let the queue invoke the function`,
  );
}
