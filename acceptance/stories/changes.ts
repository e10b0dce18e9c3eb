import { startEvaluation, waitForResults } from '../evaluation';
import { didNotHold, held, notObserved } from '../observation';
import { removeUser } from '../remove';
import { type Results, userResult } from '../results';
import type { Scene } from '../scene';
import { judgeResult, ROLES } from '../situations';
import { observeAssignedDevice } from './devices';
import type { Actor } from './result-table';

/** The second evaluation: a user has enrolled, another one is gone, and of a third nothing has changed. */
export async function observeChanges(scene: Scene, actors: readonly Actor[], before: Results): Promise<void> {
  const { aws, users, observations, rule } = scene;
  const named = (name: string) => actors.find(({ own }) => own.userName === name)?.own;
  const [enrolling, leaver, steady] = [named(ROLES.noDevice), named(ROLES.leaver), named(ROLES.noPassword)];
  if (enrolling === undefined || leaver === undefined || steady === undefined) return;
  const [keyOfEnrolling, keyOfLeaver] = [userResult(enrolling.userId), userResult(leaver.userId)];
  const failedBefore = before.get(keyOfEnrolling)?.compliance === 'NON_COMPLIANT';
  const wasShown = before.has(keyOfLeaver);
  const { serialNumber } = await users.enroll(enrolling);
  await removeUser(aws.iam, leaver.userName);
  const since = await startEvaluation(scene);
  const { results } = await waitForResults(
    scene,
    since,
    (shown) =>
      !shown.has(keyOfLeaver) && (!failedBefore || shown.get(keyOfEnrolling)?.compliance === 'COMPLIANT'),
  );
  observations.record('result-changes', observed(scene, failedBefore, results, keyOfEnrolling));
  const left = results.get(keyOfLeaver);
  observations.record(
    'deleted-user',
    !wasShown
      ? notObserved('the user had no result before')
      : left === undefined
        ? held()
        : didNotHold(`${left.compliance}: ${left.annotation}`),
  );
  observations.record('changes-keep-time', keptTime(rule.parameters.report, before, results, steady.userId));
  await observeAssignedDevice(scene, serialNumber);
}

function observed({ rule }: Scene, failedBefore: boolean, results: Results, key: string) {
  if (!failedBefore) return notObserved('the user was not NON_COMPLIANT before');
  if (!rule.parameters.acceptedMfaTypes.includes('virtual')) {
    return notObserved('acceptedMfaTypes does not accept virtual devices');
  }
  return judgeResult('COMPLIANT', results.get(key));
}

function keptTime(report: string, before: Results, after: Results, userId: string) {
  if (report !== 'changes') return notObserved('the deployed rule has report=all');
  const first = before.get(userResult(userId));
  const last = after.get(userResult(userId));
  if (first === undefined) return notObserved('the unchanged user had no result before');
  if (last === undefined) return didNotHold('the result of the unchanged user is gone');
  if (last.orderingTimestamp.getTime() !== first.orderingTimestamp.getTime()) {
    return notObserved('the function submitted the result of the unchanged user again');
  }
  return held(first.orderingTimestamp.toISOString());
}
