import { DescribeConfigurationRecordersCommand } from '@aws-sdk/client-config-service';
import { errorLine } from '../aws';
import { didNotHold, held, notObserved, type Observation } from '../observation';
import { type Results, userResult } from '../results';
import type { Scene } from '../scene';
import type { Actor } from './result-table';

const TYPE = 'AWS::IAM::User';

/** Whether results show of users that AWS Config does not record. */
export async function observeRecorder(
  scene: Scene,
  actors: readonly Actor[],
  results: Results,
): Promise<void> {
  const shown = actors.some(({ own }) => results.has(userResult(own.userId)));
  scene.observations.record('unrecorded-users', await observe(scene, shown));
}

async function observe({ aws }: Scene, shown: boolean): Promise<Observation> {
  try {
    const { ConfigurationRecorders = [] } = await aws.config.send(
      new DescribeConfigurationRecordersCommand({}),
    );
    const records = ConfigurationRecorders.some(({ recordingGroup: group }) => {
      const all = group?.allSupported === true && group.includeGlobalResourceTypes === true;
      const excluded = group?.exclusionByResourceTypes?.resourceTypes?.some((type) => type === TYPE);
      const byExclusion =
        group?.recordingStrategy?.useOnly === 'EXCLUSION_BY_RESOURCE_TYPES' && excluded !== true;
      return all || byExclusion || group?.resourceTypes?.some((type) => type === TYPE) === true;
    });
    if (records) return notObserved(`the recorder records ${TYPE}`);
    return shown ? held() : didNotHold('no result of a user');
  } catch (error) {
    return notObserved(errorLine(error));
  }
}
