import { ConsoleMfaError, quoted } from '../../rule/core/errors';
import type { Identity } from '../aws/account-access';

/** A virtual device's name and path, whose ARN is its serial number. */
export interface DeviceName {
  /** Begins and ends with `/`. */
  readonly path: string;
  readonly name: string;
}

/**
 * The name of a user's device: the user's own, or, for one more, any with the user's as path. Such devices their user
 * may delete again (docs/decisions/0031-names-of-virtual-devices.md).
 */
export function deviceName(userName: string, further: string | undefined): DeviceName {
  return further === undefined ? { path: '/', name: userName } : { path: `/${userName}/`, name: further };
}

export function serialNumberOf({ partition, accountId }: Identity, { path, name }: DeviceName): string {
  return `arn:${partition}:iam::${accountId}:mfa${path}${name}`;
}

/**
 * @throws ConsoleMfaError `InvalidDeviceName`.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateVirtualMFADevice.html
 */
export function checkedDeviceName(name: string): string {
  if (/^[\w+=,.@-]{1,128}$/.test(name)) return name;
  throw new ConsoleMfaError(
    'InvalidDeviceName',
    `a device cannot be called ${quoted(name)}; allowed: 1 to 128 letters, digits and _+=,.@-`,
  );
}
