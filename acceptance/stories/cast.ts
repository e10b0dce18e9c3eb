import { GetLoginProfileCommand, paginateListUsers } from '@aws-sdk/client-iam';
import { errorLine, isRefusal } from '../aws';
import { didNotHold, held } from '../observation';
import { PATH } from '../own-users';
import type { Scene } from '../scene';
import { ROLES, situationsOf } from '../situations';
import { observeDevice } from './devices';
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
    await observeDevice(scene, own, serialNumber);
  }
  await observeListing(scene, actors);
  await observeNoPassword(scene);
  return actors;
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
