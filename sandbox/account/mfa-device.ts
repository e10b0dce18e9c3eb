import type { Tag } from './tags';

/** The secret of a device that shows time-based codes (RFC 6238: SHA-1, 6 digits, 30 seconds). */
export interface Totp {
  /** Base32. */
  readonly secret: string;
  /** How many time steps the device was away from the clock when IAM last took two codes from it. */
  readonly driftSteps: number;
  /** The last time step whose code was taken: a code is good once. */
  readonly lastStep: number;
}

/** A device that is assigned to a user or to the root user. */
export type MfaDevice =
  | {
      readonly type: 'virtual' | 'hardware-totp';
      readonly serialNumber: string;
      readonly enableDate: Date;
      readonly totp: Totp;
    }
  | { readonly type: 'fido' | 'sms'; readonly serialNumber: string; readonly enableDate: Date };

export type MfaDeviceType = MfaDevice['type'];

export type DeviceOwner = { readonly type: 'user'; readonly userId: string } | { readonly type: 'root' };

/** A virtual device, from its creation to its deletion; while it is assigned, its owner lists it as a device. */
export interface VirtualMfaDevice {
  readonly serialNumber: string;
  /** The secret configuration key. */
  readonly base32StringSeed: string;
  readonly tags: readonly Tag[];
  readonly owner: DeviceOwner | undefined;
}
