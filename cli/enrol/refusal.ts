import { AwsCallError, ConsoleMfaError } from '../../rule/core/errors';
import { describeOffset } from './aws-time';

/** AWS's own code of a refusal, e.g. `InvalidAuthenticationCode`; undefined for anything else. */
export function refusalCode(error: unknown): string | undefined {
  if (!(error instanceof AwsCallError) || !(error.cause instanceof Error)) return undefined;
  return error.cause.name.replace(/Exception$/, '');
}

/** IAM changes the user or the device at the moment, or has just: the same call succeeds later. */
export function isBusy(error: unknown): boolean {
  return ['EntityTemporarilyUnmodifiable', 'ConcurrentModification'].includes(refusalCode(error) ?? '');
}

/** AWS has looked at a code and does not take it. */
export function isCodeRefusal(error: unknown): boolean {
  return (
    refusalCode(error) === 'InvalidAuthenticationCode' || /MultiFactorAuthentication/.test(awsMessage(error))
  );
}

/**
 * What a failure means, where more can be said of it.
 *
 * @param secondsAhead by how much this computer's clock is ahead of AWS's.
 */
export function explainFailure(error: unknown, callerArn: string, secondsAhead: number): unknown {
  if (isClockRefusal(error, secondsAhead)) {
    return new ConsoleMfaError(
      'ClockSkew',
      `this computer's clock is ${describeOffset(secondsAhead)} AWS's, and AWS refuses it; set the clock and try again`,
      { cause: error },
    );
  }
  if (error instanceof AwsCallError && error.failure === 'denied' && !isCodeRefusal(error)) {
    return notAllowed(error, callerArn);
  }
  return error;
}

/** AWS refuses signatures from five minutes on; a header that counts seconds tells a little less. */
const SIGNATURE_TOLERANCE_S = 290;
const SIGNATURE_REFUSALS = [
  'RequestExpired',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'InvalidSignature',
];

/** AWS refuses a signature for its time without always saying so. */
function isClockRefusal(error: unknown, secondsAhead: number): boolean {
  const tooFar = Math.abs(secondsAhead) > SIGNATURE_TOLERANCE_S;
  return tooFar && SIGNATURE_REFUSALS.includes(refusalCode(error) ?? '');
}

function notAllowed(error: AwsCallError, callerArn: string): ConsoleMfaError {
  const aws = awsMessage(error);
  const remedy = aws.includes('explicit deny')
    ? 'a policy denies it; have an administrator look at it'
    : 'have an administrator attach the policy that "iam-console-mfa policy" prints, which allows it on one\'s own user';
  return new ConsoleMfaError(
    'NotAllowed',
    `${callerArn} may not call ${error.action}: ${remedy} (AWS: ${aws})`,
    { cause: error },
  );
}

/** AWS's own words; empty for what is not AWS's. */
export function awsMessage(error: unknown): string {
  return error instanceof AwsCallError && error.cause instanceof Error
    ? `${error.cause.name}: ${error.cause.message}`
    : '';
}
