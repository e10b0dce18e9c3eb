import { explainExemption } from '../../rule/core/annotation';
import { formatInstant } from '../../rule/core/calendar';
import { MFA_DEVICE_TYPES, type MfaDeviceType } from '../../rule/core/mfa-device';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import type { FailedExemption } from '../../rule/core/verdict';
import { briefError } from '../text/brief-error';
import type { Result } from './report';

/** Why a row has its result, in the few words that a table has room for beside the name. */
export function shortReason(result: Result, parameters: RuleParameters): string {
  switch (result.reason) {
    case 'noPassword':
      return 'no console password';
    case 'acceptedDevice':
      return result.types.join(', ');
    case 'inGrace':
      return `${devices(result.deviceTypes, parameters)}; grace ends ${formatInstant(result.endsAt)}`;
    case 'noAcceptedDevice':
      return [
        devices(result.deviceTypes, parameters),
        result.graceEndedAt && `grace ended ${formatInstant(result.graceEndedAt)}`,
        result.failedExemption && failed(result.failedExemption),
      ]
        .filter((part) => part !== undefined)
        .join('; ');
    case 'exempt':
      return explainExemption(result.exemption);
    case 'mfa':
      return 'an MFA device';
    case 'noMfa':
      return 'no MFA device; only the root user itself can assign one';
    case 'unread':
      return briefError(result.error);
  }
}

/** Where only virtual devices count, nobody has asked about others: then "no MFA device" would say too much. */
function devices(deviceTypes: readonly MfaDeviceType[], { acceptedMfaTypes }: RuleParameters): string {
  if (deviceTypes.length > 0) return `only ${deviceTypes.join(', ')}`;
  return acceptedMfaTypes.length === MFA_DEVICE_TYPES.length ? 'no MFA device' : 'no accepted MFA device';
}

function failed({ key, value, fault }: FailedExemption): string {
  return fault === 'expired'
    ? `exemption by tag ${key} ended with ${value}`
    : `tag ${key} holds "${value}", no day YYYY-MM-DD`;
}
