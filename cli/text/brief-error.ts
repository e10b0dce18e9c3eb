import { AwsCallError, type ConsoleMfaError } from '../../rule/core/errors';

/** An error without AWS's own long words, for a document beside which standard error has the whole of it. */
export function briefError(error: ConsoleMfaError): string {
  const call = failedCall(error);
  return call === undefined ? error.message : error.message.replace(` (${call.detail})`, () => '');
}

/** The call that an error comes from. */
function failedCall(error: unknown): AwsCallError | undefined {
  if (error instanceof AwsCallError) return error;
  return error instanceof Error ? failedCall(error.cause) : undefined;
}
