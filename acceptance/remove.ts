import {
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteGroupCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  DeleteVirtualMFADeviceCommand,
  GetUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListGroupsForUserCommand,
  ListMFADevicesCommand,
  ListUserPoliciesCommand,
  paginateListGroups,
  paginateListUsers,
  paginateListVirtualMFADevices,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import { quoted } from '../rule/core/errors';
import { AcceptanceError } from './acceptance-error';
import { isRefusal } from './aws';
import { PATH } from './own-users';
import type { Watch } from './watch';

/** What is under the path: names of users and groups, serial numbers of virtual devices. */
export interface Leftovers {
  readonly users: readonly string[];
  readonly devices: readonly string[];
  readonly groups: readonly string[];
}

export async function findLeftovers(iam: IAMClient): Promise<Leftovers> {
  const users: string[] = [];
  for await (const { Users = [] } of paginateListUsers({ client: iam }, { PathPrefix: PATH })) {
    users.push(...Users.map(({ UserName = '' }) => UserName));
  }
  const devices: string[] = [];
  for await (const { VirtualMFADevices = [] } of paginateListVirtualMFADevices({ client: iam }, {})) {
    const serials = VirtualMFADevices.map(({ SerialNumber = '' }) => SerialNumber);
    devices.push(...serials.filter((serial) => serial.includes(`:mfa${PATH}`)));
  }
  const groups: string[] = [];
  for await (const { Groups = [] } of paginateListGroups({ client: iam }, { PathPrefix: PATH })) {
    groups.push(...Groups.map(({ GroupName = '' }) => GroupName));
  }
  return { users, devices, groups };
}

/** How often everything is looked for and removed: IAM may list late what was created just before. */
const WAIT = { withinMs: 120_000, everyMs: 5_000 };

/** Removes what is under the path, until nothing is. @throws AcceptanceError `NotRemoved` */
export async function removeEverything(iam: IAMClient, watch: Watch): Promise<void> {
  let left = '';
  let seenEmpty = 0;
  const done = await watch.until(WAIT, async () => {
    const { users, devices, groups } = await findLeftovers(iam);
    left = [...users, ...devices, ...groups].map(quoted).join(', ');
    seenEmpty = left === '' ? seenEmpty + 1 : 0;
    if (seenEmpty > 1) return true;
    for (const userName of users) await removeUser(iam, userName);
    for (const SerialNumber of devices)
      await gone(iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber })));
    for (const GroupName of groups) await gone(iam.send(new DeleteGroupCommand({ GroupName })));
    return undefined;
  });
  if (done === undefined && left !== '') {
    throw new AcceptanceError(
      'NotRemoved',
      `${left} could not be removed; run again with --clean, or remove by hand`,
    );
  }
}

/** Removes a user of the path, with everything that has to go before. Leaves any other user alone. */
export async function removeUser(iam: IAMClient, UserName: string): Promise<void> {
  const user = await gone(iam.send(new GetUserCommand({ UserName })));
  if (user?.User?.Path?.startsWith(PATH) !== true) return;
  await gone(iam.send(new DeleteLoginProfileCommand({ UserName })));
  const { MFADevices = [] } = (await gone(iam.send(new ListMFADevicesCommand({ UserName })))) ?? {};
  for (const { SerialNumber } of MFADevices) {
    await gone(iam.send(new DeactivateMFADeviceCommand({ UserName, SerialNumber })));
    await gone(iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber })));
  }
  const { AccessKeyMetadata = [] } = (await gone(iam.send(new ListAccessKeysCommand({ UserName })))) ?? {};
  for (const { AccessKeyId } of AccessKeyMetadata) {
    await gone(iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId })));
  }
  const { Groups = [] } = (await gone(iam.send(new ListGroupsForUserCommand({ UserName })))) ?? {};
  for (const { GroupName } of Groups) {
    await gone(iam.send(new RemoveUserFromGroupCommand({ UserName, GroupName })));
  }
  const { PolicyNames = [] } = (await gone(iam.send(new ListUserPoliciesCommand({ UserName })))) ?? {};
  for (const PolicyName of PolicyNames) {
    await gone(iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName })));
  }
  await gone(iam.send(new DeleteUserCommand({ UserName })));
}

/**
 * What IAM answers; undefined for what is gone already, or cannot be removed yet: a fresh login profile is
 * `EntityTemporarilyUnmodifiable`, and lists may lag behind (`DeleteConflict`). The next round tries again.
 */
async function gone<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isRefusal(error, 'NoSuchEntity', 'EntityTemporarilyUnmodifiable', 'DeleteConflict')) return undefined;
    throw error;
  }
}
