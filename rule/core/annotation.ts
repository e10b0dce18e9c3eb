import { formatInstant } from './calendar';
import type { MfaDeviceType } from './mfa-device';
import { MFA_DEVICE_TYPES } from './mfa-device';
import type { RuleParameters } from './rule-parameters';
import type { Exemption, FailedExemption, Verdict } from './verdict';

/** AWS Config's limit for an annotation (API_Evaluation). */
const ANNOTATION_LIMIT = 256;

const ASSIGN = 'IAM > Users > Security credentials > Assign MFA device';

/**
 * Says in at most 256 characters why a user got a verdict and what to do. It holds nothing that changes from run to
 * run by itself, so a stored result differs only if something has happened.
 */
export function annotate(userName: string, verdict: Verdict, parameters: RuleParameters): string {
  return cutToLimit(describe(userName, verdict, parameters));
}

function describe(userName: string, verdict: Verdict, parameters: RuleParameters): string {
  switch (verdict.reason) {
    case 'noPassword':
      return `${userName} has no console password. Nothing to do.`;
    case 'acceptedDevice':
      return `${userName} has an accepted MFA device (${verdict.types.join(', ')}). Nothing to do.`;
    case 'inGrace':
      return `${userName} has a console password and ${lacking(verdict.deviceTypes, parameters)}. Grace ends ${formatInstant(verdict.endsAt)}; until then: ${ASSIGN}.`;
    case 'noAcceptedDevice':
      return [
        `${userName} has a console password and ${lacking(verdict.deviceTypes, parameters)}. To do: ${ASSIGN}.`,
        verdict.failedExemption && explainFailed(verdict.failedExemption),
        verdict.graceEndedAt && `Grace ended ${formatInstant(verdict.graceEndedAt)}.`,
      ]
        .filter((sentence) => sentence !== undefined)
        .join(' ');
    case 'exempt':
      return `${userName} is exempt ${explainExemption(verdict.exemption)}.`;
  }
}

function lacking(deviceTypes: readonly MfaDeviceType[], { acceptedMfaTypes }: RuleParameters): string {
  if (deviceTypes.length === 0 && acceptedMfaTypes.length === MFA_DEVICE_TYPES.length) return 'no MFA device';
  const having = deviceTypes.length === 0 ? '' : `, only ${deviceTypes.join(', ')}`;
  return `no MFA device of an accepted type (${acceptedMfaTypes.join(', ')})${having}`;
}

/** In words, for annotations and reports: `by exemptUsers (break-glass-*)`. */
export function explainExemption(exemption: Exemption): string {
  switch (exemption.by) {
    case 'user':
      return `by exemptUsers (${exemption.pattern})`;
    case 'path':
      return `by exemptPaths (${exemption.prefix})`;
    case 'group':
      return `by exemptGroups (${exemption.groupName})`;
    case 'tag':
      return `to the end of ${exemption.lastDay} UTC by its tag ${exemption.key}`;
  }
}

function explainFailed({ key, value, fault }: FailedExemption): string {
  return fault === 'expired'
    ? `The exemption by tag ${key} ended with ${value}.`
    : `Tag ${key} does not exempt: its value must be a day YYYY-MM-DD, not "${value}".`;
}

/** Cuts on whole characters, and between words unless the last word fills most of the text. */
export function cutToLimit(text: string): string {
  if (text.length <= ANNOTATION_LIMIT) return text;
  let cut = '';
  for (const character of text) {
    if (cut.length + character.length > ANNOTATION_LIMIT - 1) break;
    cut += character;
  }
  const space = cut.lastIndexOf(' ');
  return `${space > ANNOTATION_LIMIT / 2 ? cut.slice(0, space) : cut}…`;
}
