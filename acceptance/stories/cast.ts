import {
  GetLoginProfileCommand,
  paginateListRoles,
  paginateListUsers,
  paginateListVirtualMFADevices,
} from '@aws-sdk/client-iam';
import { errorLine, isRefusal } from '../aws';
import { waitForResults } from '../evaluation';
import { didNotHold, held, notObserved } from '../observation';
import { PATH } from '../own-users';
import { userResult } from '../results';
import type { Scene } from '../scene';
import { ROLES, situationsOf } from '../situations';
import type { Actor } from './result-table';

/** Creates the users, and looks at what IAM says of them. */
export async function createActors(scene: Scene): Promise<readonly Actor[]> {
  const { users, rule, watch } = scene;
  const actors: Actor[] = [];
  for (const situation of situationsOf(rule.parameters, watch.now())) {
    const own = await users.create(situation.user);
    actors.push({ ...situation, own });
    if (situation.device !== true) continue;
    const { serialNumber } = await users.enroll(own);
    await observeOwner(scene, serialNumber, own.userId);
  }
  await observeListing(scene, actors);
  await observeNoPassword(scene);
  return actors;
}

async function observeOwner(
  { aws, watch, observations }: Scene,
  serial: string,
  userId: string,
): Promise<void> {
  const owner = await watch.until({ withinMs: 60_000, everyMs: 5_000 }, async () => {
    const input = { AssignmentStatus: 'Assigned' as const };
    for await (const { VirtualMFADevices = [] } of paginateListVirtualMFADevices(
      { client: aws.iam },
      input,
    )) {
      const device = VirtualMFADevices.find(({ SerialNumber }) => SerialNumber === serial);
      if (device !== undefined) return device.User?.UserId ?? 'no ID';
    }
    return undefined;
  });
  observations.record(
    'device-owner-id',
    owner === userId ? held() : didNotHold(owner ?? 'the device is not listed within a minute'),
  );
}

async function observeListing({ aws, watch, observations }: Scene, actors: readonly Actor[]): Promise<void> {
  const begun = watch.now();
  const all = await watch.until({ withinMs: 60_000, everyMs: 5_000 }, async () => {
    const ids = new Set<string | undefined>();
    for await (const { Users = [] } of paginateListUsers({ client: aws.iam }, { PathPrefix: PATH })) {
      for (const { UserId } of Users) ids.add(UserId);
    }
    return actors.every(({ own }) => ids.has(own.userId)) ? true : undefined;
  });
  const seconds = Math.round((watch.now() - begun) / 1000);
  observations.record(
    'new-user-listed',
    all === true ? held(`${seconds} s after the last was created`) : didNotHold('not all are listed'),
  );
}

async function observeNoPassword({ aws, observations }: Scene): Promise<void> {
  try {
    await aws.iam.send(new GetLoginProfileCommand({ UserName: ROLES.noPassword }));
    observations.record('no-password', didNotHold('a login profile'));
  } catch (error) {
    const absent = isRefusal(error, 'NoSuchEntity');
    observations.record('no-password', absent ? held() : didNotHold(errorLine(error)));
  }
}

/** The description of the role of the function that starts evaluations. */
const TRIGGER_ROLE = 'Takes IAM events from a queue and starts evaluations of the AWS Config rule.';

/** Near real time, where it is deployed: the new users show without an evaluation that was asked for. */
export async function observeNearRealTime(scene: Scene, actors: readonly Actor[]): Promise<void> {
  const { aws, watch, observations } = scene;
  let deployed = false;
  for await (const { Roles = [] } of paginateListRoles({ client: aws.iam }, {})) {
    if (Roles.some(({ Description }) => Description === TRIGGER_ROLE)) deployed = true;
  }
  if (!deployed) {
    observations.record('near-real-time', notObserved('near real time is not deployed in this account'));
    return;
  }
  const begun = watch.now();
  const own = actors.find(({ own: { userName } }) => userName === ROLES.noPassword)?.own.userId ?? '';
  const { results } = await waitForResults(scene, begun, (shown) => shown.has(userResult(own)));
  const seconds = Math.round((watch.now() - begun) / 1000);
  observations.record(
    'near-real-time',
    results.has(userResult(own)) ? held(`${seconds} s`) : didNotHold(`no result after ${seconds} s`),
  );
}
