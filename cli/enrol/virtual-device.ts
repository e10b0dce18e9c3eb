import { ConsoleMfaError, quoted } from '../../rule/core/errors';
import type { Identity } from '../aws/account-access';
import type { Conversation } from './conversation';
import type { EnrolmentAccess, NewDevice } from './enrolment-access';
import { refusalCode } from './refusal';

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
export function deviceName(userName: string, additionalName: string | undefined): DeviceName {
  return additionalName === undefined
    ? { path: '/', name: userName }
    : { path: `/${userName}/`, name: additionalName };
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

/** IAM's quota, which cannot be raised (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
const DEVICES_PER_USER = 8;

/** @throws ConsoleMfaError `TooManyDevices` for a user who can have no more. */
export function requireDeviceQuota(userName: string, serialNumbers: readonly string[]): void {
  if (serialNumbers.length < DEVICES_PER_USER) return;
  throw new ConsoleMfaError(
    'TooManyDevices',
    `${userName} has ${serialNumbers.length} MFA devices, as many as IAM allows; take one away first, with "aws iam deactivate-mfa-device"`,
  );
}

/**
 * Creates a virtual device for a user and, where its name is taken, asks what to do: an attempt that was broken off
 * leaves a device that is nobody's.
 *
 * @param further the name of one more device; asked for where the user has one already.
 * @throws ConsoleMfaError `TooManyDevices` for a user who can have no more, and what EnrolmentCalls throw.
 */
export async function createDevice(
  access: EnrolmentAccess,
  conversation: Conversation,
  userName: string,
  additionalName: string | undefined,
): Promise<NewDevice> {
  const assigned = await access.listDevices(userName);
  requireDeviceQuota(userName, assigned);
  let wanted = deviceName(userName, additionalName);
  for (;;) {
    const serialNumber = serialNumberOf(access, wanted);
    if (assigned.includes(serialNumber)) {
      await conversation.tell(`${userName} has the device ${serialNumber} already; this makes one more.`);
      wanted = deviceName(userName, await askName(conversation));
      continue;
    }
    try {
      return await access.createDevice(wanted.path, wanted.name);
    } catch (error) {
      if (refusalCode(error) !== 'EntityAlreadyExists') throw error;
      wanted = await resolveNameConflict(access, conversation, userName, wanted);
    }
  }
}

/** Somebody else may be setting that very device up, so it is removed only when asked for. */
async function resolveNameConflict(
  access: EnrolmentAccess,
  conversation: Conversation,
  userName: string,
  taken: DeviceName,
): Promise<DeviceName> {
  const serialNumber = serialNumberOf(access, taken);
  await conversation.tell(
    `There is a device ${serialNumber} already, as after an attempt that was broken off.\n` +
      'Type "remove" to remove it and begin anew, or another name, such as "phone".',
  );
  const answer = await askName(conversation);
  if (answer !== 'remove') return deviceName(userName, answer);
  try {
    await access.deleteDevice(serialNumber);
    return taken;
  } catch (error) {
    await conversation.tell(whyNotRemoved(error));
    return deviceName(userName, await askName(conversation));
  }
}

function whyNotRemoved(error: unknown): string {
  if (refusalCode(error) === 'DeleteConflict')
    return 'It is in use, so it was not removed. Type another name.';
  if (error instanceof ConsoleMfaError && ['NotAllowed', 'AccessKeyDenied'].includes(error.code)) {
    return `It was not removed. ${error.message}\nType another name.`;
  }
  throw error;
}

async function askName(conversation: Conversation): Promise<string> {
  for (;;) {
    const name = await conversation.ask('Name of the device');
    try {
      return checkedDeviceName(name);
    } catch (error) {
      if (!(error instanceof ConsoleMfaError)) throw error;
      await conversation.tell(error.message);
    }
  }
}
