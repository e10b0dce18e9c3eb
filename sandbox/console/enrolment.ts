import { toString as toQrCode } from 'qrcode';
import { type Account, iamArn, keyOf } from '../account/account';
import { iamError } from '../account/errors';
import { createVirtualMfaDevice } from '../account/mfa-devices';
import type { User } from '../account/principals';
import { codeAt, keyUri } from '../account/totp';
import type { Codes, NewDevice } from './view';

/** How long a code is shown, in milliseconds. */
const STEP_MS = 30_000;

/** Makes a virtual device under the first name that is free: the user's own, or that and a number. */
export async function newDevice(account: Account, { userName }: User): Promise<NewDevice> {
  let name = userName;
  for (let number = 2; isTaken(account, name); number += 1) name = `${userName}-${number}`;
  const { serialNumber, base32StringSeed: secret } = createVirtualMfaDevice(account, name, '/');
  const svg = await toQrCode(keyUri(account, name, secret), { type: 'svg' });
  return { serialNumber, secret, qrCode: `data:image/svg+xml,${encodeURIComponent(svg)}` };
}

/**
 * What the device shows: the code before this moment's and this moment's, both good, so that nobody has to wait.
 *
 * @throws ServiceError NoSuchEntity
 */
export function codesOf(account: Account, serialNumber: string, now: Date): Codes {
  const device = account.virtualMfaDevices.byId(serialNumber);
  if (device === undefined) {
    throw iamError('NoSuchEntity', `VirtualMFADevice with serial number ${serialNumber} doesn't exist.`);
  }
  const before = new Date(now.getTime() - STEP_MS);
  return { code1: codeAt(device.base32StringSeed, before), code2: codeAt(device.base32StringSeed, now) };
}

function isTaken(account: Account, name: string): boolean {
  return account.virtualMfaDevices.byKey(keyOf(iamArn(account, `mfa/${name}`))) !== undefined;
}
