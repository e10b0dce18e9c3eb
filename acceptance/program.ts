import { quoted } from '../rule/core/errors';
import type { Clock } from '../rule/ports';
import { AcceptanceError } from './acceptance-error';
import { requireAccount } from './account';
import type { Aws } from './aws';
import { type DeployedRule, readDeployedRule } from './deployed-rule';
import { Observations } from './observation';
import type { Options } from './options';
import { OwnUsers, PATH } from './own-users';
import { findLeftovers, removeEverything } from './remove';
import type { Scene } from './scene';
import { whyAllAreExempt } from './situations';
import { createActors } from './stories/cast';
import { observeChanges } from './stories/changes';
import { observeEnforcement } from './stories/enforcement';
import { observeNearRealTime } from './stories/near-real-time';
import { observeRecorder } from './stories/recorder';
import { observeRedelivery } from './stories/redelivery';
import { observeRemediation } from './stories/remediation';
import { observeRequests } from './stories/requests';
import { observeResultTable } from './stories/result-table';
import { observeSecurityHub } from './stories/security-hub';
import { Watch } from './watch';

/** What the program takes from outside. */
export interface Surroundings {
  readonly aws: Aws;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly print: (line: string) => void;
  /** Aborted to stop the program, which then still removes what it has created. */
  readonly signal: AbortSignal;
}

export type ExitCode = 0 | 1;

/**
 * Plays the stories, and prints a line for each assumption.
 *
 * @returns 1 if an assumption did not hold
 * @throws AcceptanceError, what AWS refused unexpectedly, or what the program was stopped with
 */
export async function runAcceptance(options: Options, surroundings: Surroundings): Promise<ExitCode> {
  const { aws, clock, print, signal } = surroundings;
  await requireAccount(aws, options.account);
  // Removing goes on when the program is stopped.
  const removing = new Watch(clock, new AbortController().signal);
  if (options.clean) {
    await removeEverything(aws.iam, removing);
    print(`Nothing is left under ${PATH}.`);
    return 0;
  }
  await requireNothingLeft(aws);
  const rule = await readDeployedRule(aws.config, options.rule);
  const watch = new Watch(clock, signal);
  const observations = new Observations(print);
  const users = new OwnUsers(aws.iam, watch);
  const scene: Scene = { aws, accountId: options.account, rule, users, watch, observations };
  try {
    await playStories(scene);
  } finally {
    await removeEverything(aws.iam, removing);
  }
  observations.recordRest('no story observed it');
  print(observations.summary);
  return observations.failed === 0 ? 0 : 1;
}

async function playStories(scene: Scene): Promise<void> {
  await observeRequests(scene);
  await observeEnforcement(scene);
  await observeRedelivery(scene);
  await playUsers(scene, scene.rule);
}

async function playUsers(scene: Scene, { parameters }: DeployedRule): Promise<void> {
  const why = whyAllAreExempt(parameters);
  if (why !== undefined) {
    scene.observations.recordRest(why);
    return;
  }
  const actors = await createActors(scene);
  await observeNearRealTime(scene, actors);
  const results = await observeResultTable(scene, actors);
  await observeRecorder(scene, actors, results);
  await observeRemediation(scene, actors, results);
  await observeSecurityHub(scene, actors, results);
  await observeChanges(scene, actors, results);
}

async function requireNothingLeft({ iam }: Aws): Promise<void> {
  const { users, devices, groups } = await findLeftovers(iam);
  const left = [...users, ...devices, ...groups];
  if (left.length === 0) return;
  throw new AcceptanceError(
    'LeftBehind',
    `an earlier run left ${left.map(quoted).join(', ')} behind, or runs now; remove it with --clean`,
  );
}
