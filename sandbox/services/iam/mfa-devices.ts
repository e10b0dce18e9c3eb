import type * as iam from '@aws-sdk/client-iam';
import { iamError } from '../../account/errors';
import type { MfaDevice } from '../../account/mfa-device';
import { assignDevice, unassignDevice, updateDevice } from '../../account/mfa-devices';
import type { User } from '../../account/principals';
import { synchronize } from '../../account/totp';
import { toSecond, userNamed } from '../../account/users';
import type { ActionContext } from '../../service';
import { action, command } from './action';
import { pageEnd, pageOf } from './paging';
import { nameOrCaller, onUser } from './resources';

export const mfaDeviceActions = {
  /** Codes that were sent late associate the device too, but leave it out of sync. */
  EnableMFADevice: command<iam.EnableMFADeviceRequest>(
    onUser,
    ({ UserName, SerialNumber, AuthenticationCode1, AuthenticationCode2 }, { account, now }) => {
      const user = userNamed(account, UserName);
      const virtual = account.virtualMfaDevices.byId(SerialNumber);
      if (virtual === undefined) throw noSuchDevice(SerialNumber);
      if (virtual.owner !== undefined) {
        throw iamError('EntityAlreadyExists', `MFA device ${SerialNumber} is already in use.`);
      }
      const unused = { secret: virtual.base32StringSeed, driftSteps: 0, lastStep: 0 };
      const totp = synchronize(unused, AuthenticationCode1, AuthenticationCode2, now);
      if (totp === undefined) throw invalidCode();
      assignDevice(account, user, {
        type: 'virtual',
        serialNumber: SerialNumber,
        enableDate: toSecond(now),
        totp,
      });
    },
  ),

  ResyncMFADevice: command<iam.ResyncMFADeviceRequest>(
    onUser,
    ({ UserName, SerialNumber, AuthenticationCode1, AuthenticationCode2 }, { account, now }) => {
      const user = userNamed(account, UserName);
      const device = deviceOf(user, SerialNumber);
      const totp =
        'totp' in device
          ? synchronize(device.totp, AuthenticationCode1, AuthenticationCode2, now)
          : undefined;
      if (!('totp' in device) || totp === undefined) throw invalidCode();
      updateDevice(account, user, { ...device, totp });
    },
  ),

  DeactivateMFADevice: command<iam.DeactivateMFADeviceRequest>(
    onUser,
    ({ UserName, SerialNumber }, context) => {
      const { account, caller } = context;
      const ofRoot = account.root.mfaDevices.find(({ serialNumber }) => serialNumber === SerialNumber);
      if (UserName === undefined && caller.type === 'root' && ofRoot !== undefined) {
        unassignDevice(account, 'root', ofRoot);
        return;
      }
      const user = userNamed(account, nameOrCaller(UserName, context));
      unassignDevice(account, user, deviceOf(user, SerialNumber));
    },
  ),

  ListMFADevices: action<iam.ListMFADevicesRequest, iam.ListMFADevicesResponse>(onUser, (input, context) => {
    const { userName, mfaDevices } = ownerOf(input.UserName, context);
    const devices = pageOf(mfaDevices, ({ serialNumber }) => serialNumber, input);
    return {
      MFADevices: devices.items.map(({ serialNumber, enableDate }) => ({
        UserName: userName,
        SerialNumber: serialNumber,
        EnableDate: enableDate,
      })),
      ...pageEnd(devices),
    };
  }),

  GetMFADevice: action<iam.GetMFADeviceRequest, iam.GetMFADeviceResponse>(
    onUser,
    ({ UserName, SerialNumber }, context) => {
      const { userName, mfaDevices } = ownerOf(UserName, context);
      const device = mfaDevices.find(({ serialNumber }) => serialNumber === SerialNumber);
      if (device === undefined) throw noSuchDevice(SerialNumber);
      return { UserName: userName, SerialNumber: device.serialNumber, EnableDate: device.enableDate };
    },
  ),
};

/** The user named or calling; the root user calls without a name. */
function ownerOf(userName: string | undefined, context: ActionContext) {
  const { account, caller } = context;
  if (userName === undefined && caller.type === 'root') {
    return { userName: 'root-account', mfaDevices: account.root.mfaDevices };
  }
  return userNamed(account, nameOrCaller(userName, context));
}

/** @throws ServiceError NoSuchEntity for a device that is not the user's */
function deviceOf({ mfaDevices }: User, serialNumber: string): MfaDevice {
  const device = mfaDevices.find((candidate) => candidate.serialNumber === serialNumber);
  if (device === undefined) throw noSuchDevice(serialNumber);
  return device;
}

function noSuchDevice(serialNumber: string) {
  return iamError('NoSuchEntity', `MFADevice with serial number ${serialNumber} doesn't exist.`);
}

function invalidCode() {
  return iamError('InvalidAuthenticationCode', 'Authentication code for device is not valid.');
}
