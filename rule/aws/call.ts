import { isThrottlingError } from '@smithy/core/retry';
import type { SdkError } from '@smithy/types';
import { AwsCallError, type CallFailure } from '../core/errors';

/** The longest excerpt of AWS's own message in an error, in characters. */
const DETAIL_LIMIT = 300;

/**
 * Makes one call to AWS and takes what it needs from the answer.
 *
 * @param take reads the output; it throws where the output lacks what it must hold.
 * @throws AwsCallError for every failure, the timeout and a damaged answer included.
 */
export async function callAws<Output, Answer>(
  action: string,
  timeoutMs: number,
  send: (options: { readonly abortSignal: AbortSignal }) => Promise<Output>,
  take: (output: Output) => Answer,
): Promise<Answer> {
  let output: Output;
  const abort = new AbortController();
  // Not AbortSignal.timeout: that keeps each call, its answer included, in memory until its time is over.
  const timer = setTimeout(() => abort.abort(), Math.ceil(timeoutMs));
  try {
    output = await send({ abortSignal: abort.signal });
  } catch (error) {
    throw asCallError(action, error);
  } finally {
    clearTimeout(timer);
  }
  try {
    return take(output);
  } catch (error) {
    if (error instanceof DamagedAnswer) throw new AwsCallError('transient', action, error.message);
    throw error;
  }
}

/** An answer without a member that AWS always gives: nothing may be concluded from what is not there. */
class DamagedAnswer extends Error {}

/** The value of a member that an answer must have. */
export function member<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new DamagedAnswer(`the answer lacks ${name}`);
  return value;
}

function asCallError(action: string, error: unknown): AwsCallError {
  const thrown = (error instanceof Error ? error : new Error(String(error))) as SdkError;
  const detail = `${thrown.name}: ${thrown.message}`.slice(0, DETAIL_LIMIT);
  return new AwsCallError(failureOf(thrown), action, detail, { cause: error });
}

function failureOf(error: SdkError): CallFailure {
  if (isThrottlingError({ $metadata: {}, ...error, name: error.name, message: error.message }))
    return 'throttled';
  if (/^NoSuchEntity(Exception)?$/.test(error.name)) return 'missing';
  if (/^AccessDenied(Exception)?$/.test(error.name)) return 'denied';
  const status = error.$metadata?.httpStatusCode ?? 0;
  return status >= 400 && status < 500 ? 'refused' : 'transient';
}
