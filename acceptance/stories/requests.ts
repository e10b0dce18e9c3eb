import {
  type ConfigServiceClient,
  GetComplianceDetailsByConfigRuleCommand,
  PutEvaluationsCommand,
} from '@aws-sdk/client-config-service';
import { GetAccountSummaryCommand } from '@aws-sdk/client-iam';
import { errorLine, isRefusal } from '../aws';
import { didNotHold, held, type Observation } from '../observation';
import type { Scene } from '../scene';

/** What AWS accepts and answers, without a user. Nothing is stored: PutEvaluations runs in test mode. */
export async function observeRequests({ aws, watch, observations }: Scene): Promise<void> {
  observations.record('user-type-accepted', await accepts(evaluations(1)));
  observations.record('batch-of-100', await accepts(evaluations(100)));
  observations.record('empty-submission', await accepts([]));
  observations.record('rule-name-limit', await refusesLongName(aws.config));
  const { SummaryMap = {} } = await aws.iam.send(new GetAccountSummaryCommand({}));
  const missing = ['AccountPasswordPresent', 'AccountMFAEnabled'].filter((key) => !(key in SummaryMap));
  observations.record(
    'root-summary',
    missing.length === 0 ? held() : didNotHold(`no ${missing.join(' and no ')}`),
  );

  function evaluations(count: number) {
    return Array.from({ length: count }, (_, index) => ({
      ComplianceResourceType: 'AWS::IAM::User',
      ComplianceResourceId: `AIDAACCEPTANCE${String(index).padStart(7, '0')}`,
      ComplianceType: 'COMPLIANT' as const,
      Annotation: 'x'.repeat(256),
      OrderingTimestamp: new Date(watch.now()),
    }));
  }

  async function accepts(Evaluations: ReturnType<typeof evaluations>): Promise<Observation> {
    const command = new PutEvaluationsCommand({ Evaluations, ResultToken: 'TESTMODE', TestMode: true });
    try {
      const { FailedEvaluations = [] } = await aws.config.send(command);
      return FailedEvaluations.length === 0 ? held() : didNotHold(`${FailedEvaluations.length} failed`);
    } catch (error) {
      return didNotHold(errorLine(error));
    }
  }
}

/** One character more than the service model allows. PutConfigRule would accept it. */
const TOO_LONG = 'x'.repeat(65);

async function refusesLongName(config: ConfigServiceClient): Promise<Observation> {
  try {
    await config.send(new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: TOO_LONG }));
    return didNotHold('an answer');
  } catch (error) {
    return isRefusal(error, 'Validation', 'InvalidParameterValue') ? held() : didNotHold(errorLine(error));
  }
}
