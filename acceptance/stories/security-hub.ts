import { type AwsSecurityFinding, GetFindingsCommand } from '@aws-sdk/client-securityhub';
import { errorLine } from '../aws';
import { didNotHold, held, notObserved, type Observation } from '../observation';
import type { Results } from '../results';
import { userResult } from '../results';
import type { Scene } from '../scene';
import { ROLES } from '../situations';
import type { Actor } from './result-table';

/** AWS Config sends its results to Security Hub in about five minutes. */
const WAIT = { withinMs: 900_000, everyMs: 30_000 };

/** The finding of the user without a device. */
export async function observeSecurityHub(
  scene: Scene,
  actors: readonly Actor[],
  results: Results,
): Promise<void> {
  scene.observations.record('security-hub', await observe(scene, actors, results));
}

async function observe(scene: Scene, actors: readonly Actor[], results: Results): Promise<Observation> {
  const { aws, rule, watch } = scene;
  const own = actors.find(({ own: { userName } }) => userName === ROLES.noDevice)?.own;
  if (own === undefined || results.get(userResult(own.userId))?.compliance !== 'NON_COMPLIANT') {
    return notObserved('no user of the program is NON_COMPLIANT');
  }
  const equals = (Value: string) => [{ Value, Comparison: 'EQUALS' as const }];
  const command = new GetFindingsCommand({
    Filters: {
      ProductName: equals('Config'),
      GeneratorId: equals(rule.arn),
      RecordState: equals('ACTIVE'),
    },
    MaxResults: 100,
    SortCriteria: [{ Field: 'UpdatedAt', SortOrder: 'desc' }],
  });
  const found = await watch.until(WAIT, async (): Promise<Observation | undefined> => {
    try {
      const { Findings = [] } = await aws.securityHub.send(command);
      const finding = Findings.find(({ Resources = [] }) => Resources.some(({ Id = '' }) => names(Id)));
      return finding && observed(finding);
    } catch (error) {
      return notObserved(errorLine(error));
    }
  });
  return found ?? didNotHold('no finding within 15 minutes');

  function names(resourceId: string): boolean {
    return resourceId.endsWith(own?.userId ?? '') || resourceId.endsWith(`/${own?.userName}`);
  }
}

function observed({ Compliance, Severity }: AwsSecurityFinding): Observation {
  const status = Compliance?.Status;
  return status === 'FAILED'
    ? held(Severity?.Label && `severity ${Severity.Label}`)
    : didNotHold(`a finding with the status ${status}`);
}
