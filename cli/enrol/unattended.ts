import { AwsCallError, ConsoleMfaError, quoted } from '../../rule/core/errors';
import type { Clock } from '../../rule/ports';
import type { CodePair, EnrolmentAccess } from './enrolment-access';
import { howToRemove } from './guidance';
import { isBusy, isCodeRefusal, refusalCode } from './refusal';
import { keyUri, labelOf } from './secret';
import { confirm } from './set-up';
import { deviceName, requireDeviceQuota, serialNumberOf } from './virtual-device';

/** What a program gets that begins: enough to make codes with. The device is nobody's yet. */
export interface CreatedDevice {
  readonly status: 'created';
  readonly account: string;
  readonly userName: string;
  readonly serialNumber: string;
  /** The secret configuration key, in base32. */
  readonly secret: string;
  /** What a QR code would hold. */
  readonly uri: string;
}

/** What it gets in the end. */
export interface EnabledDevice {
  readonly status: 'enabled' | 'resynced';
  readonly account: string;
  readonly userName: string;
  readonly serialNumber: string;
}

/**
 * Creates a device for a program that will make the codes.
 *
 * @throws ConsoleMfaError `DeviceExists` for a name that is taken, `TooManyDevices`, and what EnrolmentCalls throw.
 */
export async function createUnattended(
  access: EnrolmentAccess,
  userName: string,
  additionalName: string | undefined,
): Promise<CreatedDevice> {
  requireDeviceQuota(userName, await access.listDevices(userName));
  const wanted = deviceName(userName, additionalName);
  const { serialNumber, secret } = await access.createDevice(wanted.path, wanted.name).catch((cause) => {
    if (refusalCode(cause) !== 'EntityAlreadyExists') throw cause;
    const serial = serialNumberOf(access, wanted);
    throw new ConsoleMfaError(
      'DeviceExists',
      `there is a device ${serial} already; name another with --name or, if it is nobody's, remove it with "${howToRemove(serial)}"`,
      { cause },
    );
  });
  const uri = keyUri(secret, labelOf(userName, access.accountId));
  return { status: 'created', account: access.accountId, userName, serialNumber, secret, uri };
}

/**
 * Enables a device with its codes or, if the user has it already, brings it into step with them.
 *
 * @throws ConsoleMfaError `CodesRefused`, `Busy`, `UnknownDevice`, `NotConfirmed`, and what EnrolmentCalls throw.
 */
export async function enableUnattended(
  access: EnrolmentAccess,
  clock: Clock,
  userName: string,
  serialNumber: string,
  codes: CodePair,
): Promise<EnabledDevice> {
  const assigned = (await access.listDevices(userName)).includes(serialNumber);
  try {
    if (assigned) await access.resyncDevice(userName, serialNumber, codes);
    else await access.enableDevice(userName, serialNumber, codes);
  } catch (error) {
    if (assigned || refusalCode(error) !== 'EntityAlreadyExists') throw explainRefusal(error, serialNumber);
  }
  await confirm(access, userName, serialNumber, clock);
  return { status: assigned ? 'resynced' : 'enabled', account: access.accountId, userName, serialNumber };
}

function explainRefusal(error: unknown, serialNumber: string): unknown {
  if (isCodeRefusal(error)) {
    return new ConsoleMfaError(
      'CodesRefused',
      `IAM did not take the codes for ${quoted(serialNumber)}; nothing is lost: send two new ones that follow each other, each once, while they are shown`,
      { cause: error },
    );
  }
  if (isBusy(error)) {
    return new ConsoleMfaError(
      'Busy',
      'IAM cannot change this user at the moment; nothing is lost: send two new codes in a few minutes',
      { cause: error },
    );
  }
  if (error instanceof AwsCallError && error.failure === 'missing') {
    return new ConsoleMfaError(
      'UnknownDevice',
      `IAM knows no device ${quoted(serialNumber)}; make one with "iam-console-mfa enrol --json"`,
      { cause: error },
    );
  }
  return error;
}
