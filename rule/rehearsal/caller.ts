import { Undecided } from './answer';
import { type Fields, fieldsOf, isTrue, textOf } from './fields';
import type { Credential } from './replayed-event';

/**
 * What signed a call of an IAM user. An ID that begins with AKIA is a long-term key, but for examples of AWS that show one
 * where a session called: CloudTrail records MFA, and the console, of sessions alone.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
 */
export function credentialOf(event: Fields, identity: Fields): Credential {
  const { mfaAuthenticated } = fieldsOf(fieldsOf(identity.sessionContext).attributes);
  const console = isOfConsole(event, identity);
  if (isTrue(mfaAuthenticated)) return { type: 'session', mfa: true, console };
  const accessKeyId = textOf(identity.accessKeyId);
  if (accessKeyId?.startsWith('AKIA') === true && !console) return { type: 'access-key', accessKeyId };
  const isWithout = mfaAuthenticated === 'false' || mfaAuthenticated === false;
  return isWithout ? { type: 'session', mfa: false, console } : { type: 'unknown' };
}

function isOfConsole(event: Fields, identity: Fields): boolean {
  return isTrue(event.sessionCredentialFromConsole) || isConsole(textOf(identity.invokedBy) ?? '');
}

/** Older events of the console name it as the service that called, in each partition. */
function isConsole(invokedBy: string): boolean {
  return invokedBy.startsWith('signin.');
}

/** `aws:MultiFactorAuthPresent`: only temporary credentials have it. */
export function mfaPresent(credential: Credential): string | null | Undecided {
  if (credential.type === 'unknown') return NOT_TOLD_MFA;
  return credential.type === 'access-key' ? null : String(credential.mfa);
}

const NOT_TOLD_MFA = new Undecided('the event does not tell whether the call was signed with MFA');

/**
 * `aws:ViaAWSService`: whether an AWS service called with the user's credentials, for what the user had asked of it.
 * CloudTrail names that service. `AWS Internal` stands for a service it does not name, or for the console; only
 * `sessionCredentialFromConsole` tells which.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function viaService(event: Fields, identity: Fields): string | Undecided {
  const invokedBy = textOf(identity.invokedBy);
  if (invokedBy === undefined) return isService(textOf(event.sourceIPAddress) ?? '') ? NOT_TOLD_VIA : 'false';
  if (isConsole(invokedBy)) return 'false';
  if (isService(invokedBy)) return 'true';
  return isTrue(event.sessionCredentialFromConsole) ? 'false' : NOT_TOLD_VIA;
}

const NOT_TOLD_VIA = new Undecided('the event does not tell whether an AWS service called for the user');

function isService(name: string): boolean {
  return /\.amazonaws\.com(\.cn)?$/.test(name);
}
