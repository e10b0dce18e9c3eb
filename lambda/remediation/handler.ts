import { Logger } from '@aws-lambda-powertools/logger';
import { IAMClient } from '@aws-sdk/client-iam';
import type { Context } from 'aws-lambda';
import { iamApi } from '../../rule/aws/iam';
import { SINGLE_ATTEMPT } from '../../rule/aws/single-attempt';
import { iamReader } from '../../rule/iam-reader';
import { systemClock as clock } from '../../rule/system-clock';
import { ThrottledClient } from '../../rule/throttled-client';
import { readEnvironment } from './environment';
import { membership } from './membership';
import { membershipApi } from './membership-api';
import { remediate } from './remediate';
import type { RemediationResult } from './remediation-result';
import { parseRequest } from './request';

const client = new IAMClient(SINGLE_ATTEMPT);
/** What the last call leaves for the answer. */
const LAST_WORDS_MS = 1_000;
const logger = new Logger({ serviceName: 'iam-console-mfa-remediation' });

/**
 * What the SSM document invokes, once for each user.
 *
 * @throws ConsoleMfaError whenever the user was not judged or could not be added. The document fails an execution whose
 * function answers with anything but an outcome, so the remediation fails in AWS Config and in SSM.
 */
export async function handler(event: unknown, context: Context): Promise<RemediationResult> {
  logger.addContext(context);
  const until = Date.now() + context.getRemainingTimeInMillis() - LAST_WORDS_MS;
  try {
    const userId = parseRequest(event);
    const settings = readEnvironment(process.env);
    // One call after another.
    const throttled = new ThrottledClient(clock, { concurrency: 1 });
    const result = await remediate(userId, {
      iam: iamReader(iamApi(client), throttled, until),
      membership: membership(membershipApi(client), throttled, until),
      ...settings,
      now: new Date(clock.now()),
    });
    log(result);
    return result;
  } catch (error) {
    logger.error('The user was not remediated', error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

/** By id: a log is read by more people than an account's users are. */
function log({ message: _withTheName, ...result }: RemediationResult): void {
  logger.info('The remediation is over', result);
}
