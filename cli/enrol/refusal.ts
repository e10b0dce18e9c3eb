import { AwsCallError, ConsoleMfaError } from '../../rule/core/errors';
import { ACTIONS_DENIED_TO_ACCESS_KEYS } from '../../rule/policies/enforcement-policy';
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

/** What a failure is explained with. */
export interface FailedCaller {
  readonly callerArn: string;
  /** Whether the credentials are a long-term access key. */
  readonly longTermKey: boolean;
  /** By how much this computer's clock is ahead of AWS's. */
  readonly secondsAhead: number;
}

/** What a failure means, where more can be said of it. */
export function explainFailure(error: unknown, caller: FailedCaller): unknown {
  const { secondsAhead } = caller;
  if (isClockRefusal(error, secondsAhead)) {
    return new ConsoleMfaError(
      'ClockSkew',
      `this computer's clock is ${describeOffset(secondsAhead)} AWS's, and AWS refuses it; set the clock and try again`,
      { cause: error },
    );
  }
  if (error instanceof AwsCallError && error.failure === 'denied' && !isCodeRefusal(error)) {
    return isDeniedToKey(error, caller) ? accessKeyDenied(error, caller) : notAllowed(error, caller);
  }
  if (isAccountQuota(error)) return tooManyDevicesInAccount(error);
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

/** Where MFA is enforced, a policy of the user's own denies this to long-term keys; a control policy would say so. */
function isDeniedToKey(error: AwsCallError, { longTermKey }: FailedCaller): boolean {
  return (
    longTermKey &&
    ACTIONS_DENIED_TO_ACCESS_KEYS.includes(error.action) &&
    awsMessage(error).includes('explicit deny in an identity-based policy')
  );
}

function accessKeyDenied(error: AwsCallError, { callerArn }: FailedCaller): ConsoleMfaError {
  return new ConsoleMfaError(
    'AccessKeyDenied',
    `${callerArn} may not call ${error.action} with a long-term access key: a policy denies it, as where MFA is enforced; ` +
      'enroll in the AWS console, or run "aws login" and try again; if you have a device, first get a session with MFA ' +
      `by "aws configure mfa-login" (AWS: ${awsMessage(error)})`,
    { cause: error },
  );
}

function isAccountQuota(error: unknown): error is AwsCallError {
  return (
    error instanceof AwsCallError &&
    error.action === 'iam:CreateVirtualMFADevice' &&
    refusalCode(error) === 'LimitExceeded'
  );
}

function tooManyDevicesInAccount(error: AwsCallError): ConsoleMfaError {
  return new ConsoleMfaError(
    'TooManyDevices',
    'the account has as many virtual MFA devices as IAM allows; have an administrator delete those of ' +
      `"aws iam list-virtual-mfa-devices --assignment-status Unassigned" (AWS: ${awsMessage(error)})`,
    { cause: error },
  );
}

function notAllowed(error: AwsCallError, { callerArn }: FailedCaller): ConsoleMfaError {
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
