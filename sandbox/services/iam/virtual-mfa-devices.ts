import type * as iam from '@aws-sdk/client-iam';
import { toBuffer } from 'qrcode';
import { type Account, iamArn } from '../../account/account';
import type { MfaDevice, VirtualMfaDevice } from '../../account/mfa-device';
import {
  createVirtualMfaDevice,
  deleteVirtualMfaDevice,
  noSuchVirtualDevice,
} from '../../account/mfa-devices';
import { withTags } from '../../account/tags';
import { keyUri } from '../../account/totp';
import { action, command } from './action';
import { page, pageEnd } from './paging';
import { anything } from './resources';
import { toRootUser, toUser } from './shapes';

export const virtualMfaDeviceActions = {
  CreateVirtualMFADevice: action<iam.CreateVirtualMFADeviceRequest, iam.CreateVirtualMFADeviceResponse>(
    ({ VirtualMFADeviceName, Path = '/' }, { account }) => [
      iamArn(account, `mfa${Path}${VirtualMFADeviceName}`),
    ],
    async ({ VirtualMFADeviceName, Path = '/', Tags = [] }, { account }) => {
      const { serialNumber, base32StringSeed } = createVirtualMfaDevice(
        account,
        VirtualMFADeviceName,
        Path,
        withTags([], Tags),
      );
      return {
        VirtualMFADevice: {
          SerialNumber: serialNumber,
          Base32StringSeed: Buffer.from(base32StringSeed),
          QRCodePNG: await toBuffer(keyUri(account, VirtualMFADeviceName, base32StringSeed), { scale: 2 }),
        },
      };
    },
  ),

  DeleteVirtualMFADevice: command<iam.DeleteVirtualMFADeviceRequest>(
    onVirtualDevice,
    ({ SerialNumber }, { account }) => deleteVirtualMfaDevice(account, SerialNumber),
  ),

  ListVirtualMFADevices: action<iam.ListVirtualMFADevicesRequest, iam.ListVirtualMFADevicesResponse>(
    anything,
    (input, { account }) => {
      const { AssignmentStatus = 'Any' } = input;
      const asked = ({ owner }: VirtualMfaDevice) =>
        AssignmentStatus === 'Any' || (AssignmentStatus === 'Assigned') === (owner !== undefined);
      const devices = page(account.virtualMfaDevices, input, asked);
      return {
        VirtualMFADevices: devices.items.map((device) => toShape(account, device)),
        ...pageEnd(devices),
      };
    },
  ),
};

/**
 * What IAM authorizes for a passkey, or for what is printed on a token, is not documented: neither is a resource of the action.
 *
 * @throws ServiceError NoSuchEntity for the serial number of another kind of device
 */
function onVirtualDevice({ SerialNumber }: { readonly SerialNumber: string }): readonly string[] {
  if (/^arn:[^:]+:iam::\d{12}:(sms-)?mfa\/./.test(SerialNumber)) return [SerialNumber];
  throw noSuchVirtualDevice(SerialNumber);
}

/** In the list a device has neither secret nor tags. */
function toShape(account: Account, { serialNumber, owner }: VirtualMfaDevice): iam.VirtualMFADevice {
  if (owner === undefined) return { SerialNumber: serialNumber };
  if (owner.type === 'root') {
    const enableDate = enableDateIn(account.root.mfaDevices, serialNumber);
    return { SerialNumber: serialNumber, User: toRootUser(account), EnableDate: enableDate };
  }
  const user = account.users.byId(owner.userId);
  if (user === undefined) return { SerialNumber: serialNumber };
  return {
    SerialNumber: serialNumber,
    User: toUser(user),
    EnableDate: enableDateIn(user.mfaDevices, serialNumber),
  };
}

function enableDateIn(devices: readonly MfaDevice[], serialNumber: string): Date | undefined {
  return devices.find((device) => device.serialNumber === serialNumber)?.enableDate;
}
