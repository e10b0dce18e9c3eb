import { type Account, iamArn, keyOf } from './account';
import { iamError } from './errors';
import type { DeviceOwner, MfaDevice, VirtualMfaDevice } from './mfa-device';
import type { User } from './principals';
import type { Tag } from './tags';
import { toSecond, USERS_QUOTA } from './users';

/** IAM's quota of MFA devices of a user, and of the root user. */
export const DEVICES_PER_USER = 8;

/**
 * IAM's quota of virtual devices in an account, assigned or not. It equals the quota of users.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const VIRTUAL_DEVICES_QUOTA = USERS_QUOTA;

/** @throws ServiceError EntityAlreadyExists, LimitExceeded */
export function createVirtualMfaDevice(
  account: Account,
  name: string,
  path: string,
  tags: readonly Tag[] = [],
): VirtualMfaDevice {
  const serialNumber = iamArn(account, `mfa${path}${name}`);
  if (account.virtualMfaDevices.byKey(keyOf(serialNumber)) !== undefined) {
    throw iamError('EntityAlreadyExists', 'MFADevice entity at the same path and name already exists.');
  }
  if (account.virtualMfaDevices.size >= VIRTUAL_DEVICES_QUOTA) {
    const message = `Cannot exceed quota for VirtualMFADevicesPerAccount: ${VIRTUAL_DEVICES_QUOTA}`;
    throw iamError('LimitExceeded', message);
  }
  const device = { serialNumber, base32StringSeed: account.ids.base32Seed(), tags, owner: undefined };
  account.virtualMfaDevices.put(device);
  return device;
}

/** @throws ServiceError NoSuchEntity, and DeleteConflict while the device is assigned */
export function deleteVirtualMfaDevice(account: Account, serialNumber: string): void {
  const device = account.virtualMfaDevices.byId(serialNumber);
  if (device === undefined) throw noSuchVirtualDevice(serialNumber);
  if (device.owner !== undefined) {
    throw iamError('DeleteConflict', 'MFA VirtualDevice in use. Must deactivate first.');
  }
  account.virtualMfaDevices.delete(serialNumber);
}

export function noSuchVirtualDevice(serialNumber: string) {
  return iamError('NoSuchEntity', `VirtualMFADevice with serial number ${serialNumber} doesn't exist.`);
}

/** A device to attach without asking for codes, as the generator and the console do. */
export type NewDevice =
  /** One made by {@link createVirtualMfaDevice}. */
  | { readonly type: 'virtual'; readonly device: VirtualMfaDevice }
  | { readonly type: 'fido'; readonly name: string }
  | { readonly type: 'sms'; readonly name: string }
  /** The serial number printed on the token, which is no ARN, and its secret in base32. */
  | { readonly type: 'hardware-totp'; readonly serialNumber: string; readonly secret: string };

/** Assigns a device to a user or to the root user (`root`). @throws ServiceError LimitExceeded */
export function attachDevice(
  account: Account,
  owner: User | 'root',
  newDevice: NewDevice,
  now: Date,
): MfaDevice {
  const device = toMfaDevice(account, owner, newDevice, toSecond(now));
  assignDevice(account, owner, device);
  return device;
}

/** @throws ServiceError LimitExceeded */
export function assignDevice(account: Account, owner: User | 'root', device: MfaDevice): void {
  const devices = owner === 'root' ? account.root.mfaDevices : owner.mfaDevices;
  if (devices.length >= DEVICES_PER_USER) {
    throw iamError('LimitExceeded', `Cannot exceed quota for MFADevicesPerUser: ${DEVICES_PER_USER}`);
  }
  setDevices(account, owner, [...devices, device]);
  setOwner(account, device, owner === 'root' ? { type: 'root' } : { type: 'user', userId: owner.userId });
}

export function unassignDevice(account: Account, owner: User | 'root', device: MfaDevice): void {
  const devices = owner === 'root' ? account.root.mfaDevices : owner.mfaDevices;
  setDevices(
    account,
    owner,
    devices.filter(({ serialNumber }) => serialNumber !== device.serialNumber),
  );
  setOwner(account, device, undefined);
}

/** Replaces what is known of a device that is assigned to the user. */
export function updateDevice(account: Account, user: User, device: MfaDevice): void {
  setDevices(
    account,
    user,
    user.mfaDevices.map((current) => (current.serialNumber === device.serialNumber ? device : current)),
  );
}

function setDevices(account: Account, owner: User | 'root', mfaDevices: readonly MfaDevice[]): void {
  if (owner === 'root') account.root = { ...account.root, mfaDevices };
  else account.users.put({ ...owner, mfaDevices });
}

function setOwner(account: Account, device: MfaDevice, owner: DeviceOwner | undefined): void {
  const virtual = account.virtualMfaDevices.byId(device.serialNumber);
  if (virtual !== undefined) account.virtualMfaDevices.put({ ...virtual, owner });
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_fido.html for the serial's form */
function toMfaDevice(account: Account, owner: User | 'root', device: NewDevice, enableDate: Date): MfaDevice {
  const ownerPart = owner === 'root' ? 'root' : `user/${owner.userName}`;
  switch (device.type) {
    case 'virtual': {
      const { serialNumber, base32StringSeed } = device.device;
      return { type: 'virtual', serialNumber, enableDate, totp: unusedTotp(base32StringSeed) };
    }
    case 'hardware-totp':
      return {
        type: 'hardware-totp',
        serialNumber: device.serialNumber,
        enableDate,
        totp: unusedTotp(device.secret),
      };
    case 'fido': {
      const serialNumber = iamArn(account, `u2f/${ownerPart}/${device.name}-${account.ids.fidoSuffix()}`);
      return { type: 'fido', serialNumber, enableDate };
    }
    case 'sms':
      return { type: 'sms', serialNumber: iamArn(account, `sms-mfa/${device.name}`), enableDate };
  }
}

function unusedTotp(secret: string) {
  return { secret, driftSteps: 0, lastStep: 0 };
}
