import { DescribeConfigRuleEvaluationStatusCommand } from '@aws-sdk/client-config-service';
import { errorLine } from '../aws';
import { type Shown, start, startEvaluation, waitForResults } from '../evaluation';
import { didNotHold, held, notObserved } from '../observation';
import type { OwnUser } from '../own-users';
import { type Results, rootResult, userResult } from '../results';
import type { Scene } from '../scene';
import { judgeResult, ROLES, type Situation } from '../situations';

/** A user of the program, with what is expected. */
export interface Actor extends Situation {
  readonly own: OwnUser;
}

/** The first evaluation: what AWS Config shows of every kind of user, and when. */
export async function observeResultTable(scene: Scene, actors: readonly Actor[]): Promise<Results> {
  const { observations, rule, accountId } = scene;
  const since = await startEvaluation(scene);
  observations.record(
    'once-a-minute',
    (await start(scene)) ? didNotHold('a second evaluation was started at once') : held(),
  );
  const shown = await waitForResults(scene, since, (results) => areAsExpected(actors, results, scene));
  for (const { own, expected } of actors) {
    const result = shown.results.get(userResult(own.userId));
    for (const [id, expectation] of expected) observations.record(id, judgeResult(expectation, result));
  }
  observations.record('result-exempt', notObserved('exemptUsers has no pattern with *'));
  const root = shown.results.get(rootResult(accountId));
  observations.record(
    'result-root',
    rule.parameters.includeRoot
      ? root === undefined
        ? didNotHold('no result of the root user')
        : held(`${root.compliance}: ${root.annotation}`)
      : notObserved('the deployed rule has no includeRoot'),
  );
  observeTimes(scene, actors, shown);
  await observeStatus(scene);
  return shown.results;
}

/** Whether the wait may end: every observable user is shown as expected, and those without an expectation are shown. */
function areAsExpected(actors: readonly Actor[], results: Results, { rule, accountId }: Scene): boolean {
  const users = actors.every(({ own, expected }) => {
    const result = results.get(userResult(own.userId));
    const observable = expected.filter(([, expectation]) => typeof expectation !== 'object');
    if (observable.length === 0) return own.userName !== ROLES.leaver || result !== undefined;
    return observable.every(([, expectation]) => judgeResult(expectation, result).status === 'held');
  });
  return users && (!rule.parameters.includeRoot || results.has(rootResult(accountId)));
}

/** Of the results that AWS Config has recorded since the evaluation was asked for. */
function observeTimes(
  { observations, rule }: Scene,
  actors: readonly Actor[],
  { results, delays }: Shown,
): void {
  const keys = actors.map(({ own }) => userResult(own.userId)).filter((key) => delays.has(key));
  if (keys.length === 0) {
    const why = notObserved(
      `no result of a user of the program was recorded (report=${rule.parameters.report})`,
    );
    observations.record('results-shown', why);
    observations.record('ordering-timestamp', why);
    return;
  }
  const longest = Math.max(...keys.map((key) => delays.get(key) ?? 0));
  const seconds = `${Math.round(longest / 1000)} s at most`;
  observations.record('results-shown', longest <= 60_000 ? held(seconds) : didNotHold(seconds));
  const times = [...new Set(keys.map((key) => results.get(key)?.orderingTimestamp.toISOString() ?? ''))];
  const precise = times.some((time) => !time.endsWith('.000Z'));
  observations.record(
    'ordering-timestamp',
    times.length === 1 && precise ? held(times[0]) : didNotHold(times.join(', ')),
  );
}

async function observeStatus({ aws, rule, observations }: Scene): Promise<void> {
  try {
    const command = new DescribeConfigRuleEvaluationStatusCommand({ ConfigRuleNames: [rule.name] });
    const { ConfigRulesEvaluationStatus: [status] = [] } = await aws.config.send(command);
    const { LastErrorCode, ...known } = status ?? {};
    observations.record(
      'no-error-status',
      LastErrorCode === undefined
        ? held(status === undefined ? 'the rule is not listed' : Object.keys(known).join(', '))
        : didNotHold(`${LastErrorCode}: ${status?.LastErrorMessage}`),
    );
  } catch (error) {
    observations.record('no-error-status', notObserved(errorLine(error)));
  }
}
