import { type IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import { waitForResults } from '../evaluation';
import { didNotHold, held, notObserved } from '../observation';
import { userResult } from '../results';
import type { Scene } from '../scene';
import { ROLES } from '../situations';
import type { Actor } from './result-table';

/** The description of the role of the function that starts evaluations. */
const TRIGGER_ROLE = 'Takes IAM events from a queue and starts evaluations of the AWS Config rule.';

/** Near real time, where it is deployed: the new users show without an evaluation that was asked for. */
export async function observeNearRealTime(scene: Scene, actors: readonly Actor[]): Promise<void> {
  const { aws, watch, observations } = scene;
  if (!(await isDeployed(aws.iam))) {
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

async function isDeployed(iam: IAMClient): Promise<boolean> {
  for await (const { Roles = [] } of paginateListRoles({ client: iam }, {})) {
    if (Roles.some(({ Description }) => Description === TRIGGER_ROLE)) return true;
  }
  return false;
}
