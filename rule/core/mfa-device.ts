import { ConsoleMfaError, quoted } from './errors';

/** The kinds of MFA device that IAM's serial numbers tell apart. `fido` covers passkeys and security keys. */
export const MFA_DEVICE_TYPES = ['virtual', 'fido', 'hardware-totp', 'sms'] as const;

/** One of them. */
export type MfaDeviceType = (typeof MFA_DEVICE_TYPES)[number];

/** An MFA device of a user, as IAM lists it. */
export interface MfaDevice {
  readonly serialNumber: string;
  /** Since when the user has it. Evidence for auditors: no verdict depends on it, so an answer may lack it. */
  readonly enableDate?: Date;
}

const TYPE_BY_RESOURCE: ReadonlyMap<string, MfaDeviceType> = new Map([
  ['mfa', 'virtual'],
  ['u2f', 'fido'],
  ['sms-mfa', 'sms'],
]);

/**
 * The type of an MFA device by its serial number: an ARN whose resource is `mfa/`, `u2f/` or `sms-mfa/`, in any
 * partition, or the bare serial of a hardware TOTP token.
 *
 * @throws ConsoleMfaError `UnknownMfaDevice` for an ARN of another kind: a guess could turn into a wrong verdict.
 */
export function mfaDeviceType(serialNumber: string): MfaDeviceType {
  if (!serialNumber.startsWith('arn:')) return 'hardware-totp';
  const resource = /^arn:[^:]+:iam::\d{12}:([^/]+)\//.exec(serialNumber)?.[1];
  const type = resource === undefined ? undefined : TYPE_BY_RESOURCE.get(resource);
  if (type === undefined) {
    throw new ConsoleMfaError(
      'UnknownMfaDevice',
      `the MFA device ${quoted(serialNumber)} is of a kind that this version does not know; upgrade it`,
    );
  }
  return type;
}

/** The types of some devices, each once and always in the same order, so that annotations are stable. */
export function mfaDeviceTypes(devices: readonly MfaDevice[]): readonly MfaDeviceType[] {
  const types = new Set(devices.map(({ serialNumber }) => mfaDeviceType(serialNumber)));
  return MFA_DEVICE_TYPES.filter((type) => types.has(type));
}
