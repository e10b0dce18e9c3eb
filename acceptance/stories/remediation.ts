import {
  DescribeRemediationConfigurationsCommand,
  DescribeRemediationExecutionStatusCommand,
  StartRemediationExecutionCommand,
} from '@aws-sdk/client-config-service';
import { CreateGroupCommand } from '@aws-sdk/client-iam';
import { errorLine } from '../aws';
import { didNotHold, held, notObserved, type Observation } from '../observation';
import { PATH } from '../own-users';
import { type Results, userResult } from '../results';
import type { Scene } from '../scene';
import { ROLES } from '../situations';
import type { Actor } from './result-table';

/** IAM's quota of groups for a user. */
const GROUPS = 10;
const WAIT = { withinMs: 600_000, everyMs: 10_000 };

/** A remediation that must fail: the user is in as many groups as IAM allows. */
export async function observeRemediation(
  scene: Scene,
  actors: readonly Actor[],
  results: Results,
): Promise<void> {
  const own = actors.find(({ own: { userName } }) => userName === ROLES.noDevice)?.own;
  const failing = own !== undefined && results.get(userResult(own.userId))?.compliance === 'NON_COMPLIANT';
  const observation = failing
    ? await observe(scene, own)
    : notObserved('no user of the program is NON_COMPLIANT');
  scene.observations.record('failed-remediation', observation);
}

async function observe(scene: Scene, own: Actor['own']): Promise<Observation> {
  const why = await whyNot(scene);
  if (why !== undefined) return notObserved(why);
  const { aws, users, rule, watch } = scene;
  for (let number = 1; number <= GROUPS; number += 1) {
    watch.throwIfStopped();
    const GroupName = `iam-console-mfa-acceptance-group-${number}`;
    await aws.iam.send(new CreateGroupCommand({ GroupName, Path: PATH }));
    await users.addToGroup(own, GroupName);
  }
  const ResourceKeys = [{ resourceType: 'AWS::IAM::User' as const, resourceId: own.userId }];
  const input = { ConfigRuleName: rule.name, ResourceKeys };
  await aws.config.send(new StartRemediationExecutionCommand(input));
  const ended = await watch.until(WAIT, async () => {
    const command = new DescribeRemediationExecutionStatusCommand(input);
    const { RemediationExecutionStatuses: [status] = [] } = await aws.config.send(command);
    return status?.State === 'FAILED' || status?.State === 'SUCCEEDED' ? status : undefined;
  });
  if (ended?.State !== 'FAILED') return didNotHold(ended?.State ?? 'no end within 10 minutes');
  const messages = (ended.StepDetails ?? []).flatMap(({ ErrorMessage }) => ErrorMessage || []);
  return held(messages.length === 0 ? undefined : messages.join(' ').replaceAll(/\s+/g, ' '));
}

async function whyNot({ aws, rule }: Scene): Promise<string | undefined> {
  try {
    const command = new DescribeRemediationConfigurationsCommand({ ConfigRuleNames: [rule.name] });
    const { RemediationConfigurations: [remediation] = [] } = await aws.config.send(command);
    if (remediation === undefined) return 'no remediation is deployed';
    return remediation.Automatic === true ? 'the remediation is automatic: it has run already' : undefined;
  } catch (error) {
    return errorLine(error);
  }
}
