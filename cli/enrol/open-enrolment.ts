import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import type { Clock } from '../../rule/ports';
import { ThrottledClient } from '../../rule/throttled-client';
import { clientSettings } from '../aws/client-settings';
import { identify, noCredentials } from '../aws/open-account';
import type { AwsOptions } from '../options/aws';
import { AwsTime } from './aws-time';
import type { EnrolmentAccess } from './enrolment-access';
import { enrolmentCalls } from './enrolment-calls';
import { explainFailure } from './refusal';

/**
 * Opens the account that the AWS SDK's credentials belong to, for enrolling.
 *
 * @throws ConsoleMfaError `NoCredentials` where the SDK finds none that can be used, `ClockSkew` where AWS refuses this
 * computer's clock.
 */
export async function openEnrolment(options: AwsOptions, clock: Clock): Promise<EnrolmentAccess> {
  const time = new AwsTime(clock);
  const explain = (callerArn: string) => (error: unknown) => {
    throw explainFailure(error, callerArn, time.secondsAhead());
  };
  const sts = new STSClient(clientSettings(options));
  sts.middlewareStack.use(time.plugin());
  const { sessionToken } = await sts.config.credentials().catch(noCredentials);
  const identity = await identify(sts, clock).catch(explain('the caller'));
  const iam = new IAMClient({ ...clientSettings(options), credentials: sts.config.credentials });
  iam.middlewareStack.use(time.plugin());
  const client = new ThrottledClient(clock, { concurrency: 1 });
  return {
    ...identity,
    ...enrolmentCalls({ iam, sts, client, clock, explain: explain(identity.callerArn) }),
    longTermKey: sessionToken === undefined,
    awsTime: () => time.now(),
    secondsAhead: () => time.secondsAhead(),
  };
}
