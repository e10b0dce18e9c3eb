import {
  DeleteVirtualMFADeviceCommand,
  type IAMClient,
  ListMFADevicesCommand,
  paginateListVirtualMFADevices,
  type VirtualMFADevice,
} from '@aws-sdk/client-iam';
import { errorLine, isRefusal } from '../aws';
import { didNotHold, held, type Observation } from '../observation';
import type { OwnUser } from '../own-users';
import type { Scene } from '../scene';

/** IAM is eventually consistent. */
const LISTED = { withinMs: 60_000, everyMs: 5_000 };

/** What IAM's two lists say of a device that a user has just set up. */
export async function observeDevice(
  { aws: { iam }, watch, observations }: Scene,
  { userName, userId }: OwnUser,
  serialNumber: string,
): Promise<void> {
  const inAccount = await watch.until(LISTED, () => findInAccount(iam, serialNumber));
  const owner = inAccount?.User?.UserId ?? 'no ID';
  observations.record(
    'device-owner-id',
    inAccount === undefined
      ? didNotHold('the device is not listed within a minute')
      : owner === userId
        ? held()
        : didNotHold(owner),
  );
  const ofUser = await watch.until(LISTED, async () => {
    const { MFADevices = [] } = await iam.send(new ListMFADevicesCommand({ UserName: userName }));
    return MFADevices.find(({ SerialNumber }) => SerialNumber === serialNumber);
  });
  const lists = { ListVirtualMFADevices: inAccount?.EnableDate, ListMFADevices: ofUser?.EnableDate };
  observations.record('device-enable-date', bothDated(lists));
}

function bothDated(lists: Readonly<Record<string, Date | undefined>>): Observation {
  const undated = Object.entries(lists).filter(([, date]) => date === undefined);
  if (undated.length > 0) return didNotHold(`no date in ${undated.map(([name]) => name).join(' and ')}`);
  return held(Object.values(lists)[0]?.toISOString());
}

async function findInAccount(iam: IAMClient, serialNumber: string): Promise<VirtualMFADevice | undefined> {
  const input = { AssignmentStatus: 'Assigned' as const };
  for await (const { VirtualMFADevices = [] } of paginateListVirtualMFADevices({ client: iam }, input)) {
    const device = VirtualMFADevices.find(({ SerialNumber }) => SerialNumber === serialNumber);
    if (device !== undefined) return device;
  }
  return undefined;
}

/** Whether a device goes that a user has. No later story needs it. */
export async function observeAssignedDevice(
  { aws: { iam }, observations }: Scene,
  SerialNumber: string,
): Promise<void> {
  const refused = await iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber })).then(
    () => undefined,
    (error: unknown) => error,
  );
  observations.record(
    'assigned-device',
    refused === undefined
      ? didNotHold('the device was deleted')
      : isRefusal(refused, 'DeleteConflict')
        ? held()
        : didNotHold(errorLine(refused)),
  );
}
