import type { MfaDeviceType } from '../../rule/core/mfa-device';
import type { Result } from './report';

/** The types of a user's devices, as far as the audit had to ask. */
export function deviceTypesOf(result: Result): readonly MfaDeviceType[] {
  if (result.reason === 'acceptedDevice') return result.types;
  return result.reason === 'inGrace' || result.reason === 'noAcceptedDevice' ? result.deviceTypes : [];
}
