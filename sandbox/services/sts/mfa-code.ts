import { updateDevice } from '../../account/mfa-devices';
import { takeCode } from '../../account/totp';
import { ServiceError } from '../../errors';
import type { ActionContext } from '../../service';

interface MfaInput {
  readonly SerialNumber?: string | undefined;
  readonly TokenCode?: string | undefined;
}

/**
 * Checks the code of the calling user's MFA device, if one is given.
 *
 * @returns whether one was given
 * @throws ServiceError AccessDenied for a device that is not the user's or shows no codes, and for a wrong code
 */
export function takeMfaCode(
  { account, caller, now }: ActionContext,
  { SerialNumber, TokenCode }: MfaInput,
): boolean {
  if (SerialNumber === undefined && TokenCode === undefined) return false;
  const user = caller.type === 'user' ? account.users.byId(caller.userId) : undefined;
  const device = user?.mfaDevices.find(({ serialNumber }) => serialNumber === SerialNumber);
  if (user === undefined || device === undefined || !('totp' in device) || TokenCode === undefined) {
    throw denied(
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid ' +
        'and associated with this user.',
    );
  }
  const totp = takeCode(device.totp, TokenCode, now);
  if (totp === undefined)
    throw denied('MultiFactorAuthentication failed with invalid MFA one time pass code. ');
  updateDevice(account, user, { ...device, totp });
  return true;
}

function denied(message: string): ServiceError {
  return new ServiceError('AccessDenied', message, 403);
}
