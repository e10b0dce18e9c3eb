import { ConsoleMfaError, quoted } from './errors';

/** The kinds of MFA device that IAM's serial numbers tell apart. `fido` covers passkeys and security keys. */
export const MFA_DEVICE_TYPES = ['virtual', 'fido', 'hardware-totp', 'sms'] as const;

/** One of them. */
export type MfaDeviceType = (typeof MFA_DEVICE_TYPES)[number];

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

/** The types among serial numbers, each once and always in the same order, so that annotations are stable. */
export function mfaDeviceTypes(serialNumbers: readonly string[]): readonly MfaDeviceType[] {
  const held = new Set(serialNumbers.map(mfaDeviceType));
  return MFA_DEVICE_TYPES.filter((type) => held.has(type));
}
