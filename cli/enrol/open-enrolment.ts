import {
  CreateVirtualMFADeviceCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetUserCommand,
  IAMClient,
  ResyncMFADeviceCommand,
} from '@aws-sdk/client-iam';
import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { callAws, member } from '../../rule/aws/call';
import { iamApi } from '../../rule/aws/iam';
import { AwsCallError } from '../../rule/core/errors';
import type { Clock } from '../../rule/ports';
import { ThrottledClient } from '../../rule/throttled-client';
import { clientSettings } from '../aws/client-settings';
import { identify, noCredentials, requireSettings } from '../aws/open-account';
import type { AwsOptions } from '../options/aws';
import { AwsTime } from './aws-time';
import type { CodePair, EnrolmentAccess, EnrolmentCalls } from './enrolment-access';
import { awsMessage, explainFailure, isBusy, refusalCode } from './refusal';

/**
 * Opens the account that the AWS SDK's credentials belong to, for enrolling.
 *
 * @throws ConsoleMfaError `NoCredentials` where the SDK finds none that can be used, `ClockSkew` where AWS refuses this
 * computer's clock.
 */
export async function openEnrolment(options: AwsOptions, clock: Clock): Promise<EnrolmentAccess> {
  await requireSettings(options);
  const time = new AwsTime(clock);
  const sts = new STSClient(clientSettings(options));
  sts.middlewareStack.use(time.plugin());
  const { sessionToken } = await sts.config.credentials().catch(noCredentials);
  const longTermKey = sessionToken === undefined;
  const explain = (callerArn: string) => (error: unknown) => {
    throw explainFailure(error, { callerArn, longTermKey, secondsAhead: time.secondsAhead() });
  };
  const identity = await identify(sts, clock).catch(explain('the caller'));
  const iam = new IAMClient({ ...clientSettings(options), credentials: sts.config.credentials });
  iam.middlewareStack.use(time.plugin());
  const client = new ThrottledClient(clock, { concurrency: 1 });
  return {
    ...identity,
    ...enrolmentCalls({ iam, sts, client, clock, explain: explain(identity.callerArn) }),
    longTermKey,
    awsTime: () => time.now(),
    secondsAhead: () => time.secondsAhead(),
  };
}

/** How long a call may be tried, in milliseconds. */
const CALL_MS = 30_000;
/** A session that is thrown away is to end soon: the least that STS gives, in seconds. */
const DurationSeconds = 900;

interface CallContext {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly client: ThrottledClient;
  readonly clock: Clock;
  /** Says what a failure means. */
  readonly explain: (error: unknown) => never;
}

/** The calls by the AWS SDK's clients. */
export function enrolmentCalls({ iam, sts, client, clock, explain }: CallContext): EnrolmentCalls {
  const until = () => clock.now() + CALL_MS;
  const call = <Output, Answer>(
    action: string,
    send: (options: { readonly abortSignal: AbortSignal }) => Promise<Output>,
    take: (output: Output) => Answer,
  ): Promise<Answer> =>
    client
      .call(action, until(), (timeoutMs) => callAws(action, timeoutMs, send, take).catch(reclassify))
      .catch(explain);

  return {
    nameOf: (UserName) =>
      call(
        'iam:GetUser',
        (options) => iam.send(new GetUserCommand({ UserName }), options),
        ({ User: user }) => member(user?.UserName, 'User.UserName'),
      ),

    listDevices: (userName) =>
      client
        .pages('iam:ListMFADevices', until(), (marker, timeoutMs) =>
          iamApi(iam).listMfaDevices(userName, marker, timeoutMs),
        )
        .then((devices) => devices.map(({ serialNumber }) => serialNumber))
        .catch(explain),

    createDevice: (Path, VirtualMFADeviceName) =>
      call(
        'iam:CreateVirtualMFADevice',
        (options) => iam.send(new CreateVirtualMFADeviceCommand({ Path, VirtualMFADeviceName }), options),
        ({ VirtualMFADevice: device }) => ({
          serialNumber: member(device?.SerialNumber, 'SerialNumber'),
          secret: Buffer.from(member(device?.Base32StringSeed, 'Base32StringSeed')).toString(),
        }),
      ),

    deleteDevice: (SerialNumber) =>
      call(
        'iam:DeleteVirtualMFADevice',
        (options) => iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }), options),
        noAnswer,
      ).catch(unlessMissing),

    enableDevice: (userName, serialNumber, codes) =>
      call(
        'iam:EnableMFADevice',
        (options) => iam.send(new EnableMFADeviceCommand(codesOf(userName, serialNumber, codes)), options),
        noAnswer,
      ),

    resyncDevice: (userName, serialNumber, codes) =>
      call(
        'iam:ResyncMFADevice',
        (options) => iam.send(new ResyncMFADeviceCommand(codesOf(userName, serialNumber, codes)), options),
        noAnswer,
      ),

    getSession: (SerialNumber, TokenCode) =>
      call(
        'sts:GetSessionToken',
        (options) =>
          sts.send(new GetSessionTokenCommand({ SerialNumber, TokenCode, DurationSeconds }), options),
        noAnswer,
      ),
  };
}

function codesOf(UserName: string, SerialNumber: string, [code1, code2]: CodePair) {
  return { UserName, SerialNumber, AuthenticationCode1: code1, AuthenticationCode2: code2 };
}

function noAnswer(): void {}

/** What IAM is busy with may be over in a moment; a quota is none of the rate that the AWS SDK takes it for. */
function reclassify(error: unknown): never {
  if (!(error instanceof AwsCallError)) throw error;
  const failure = isBusy(error)
    ? 'transient'
    : refusalCode(error) === 'LimitExceeded'
      ? 'refused'
      : error.failure;
  if (failure === error.failure) throw error;
  throw new AwsCallError(failure, error.action, awsMessage(error), { cause: error.cause });
}

function unlessMissing(error: unknown): void {
  if (!(error instanceof AwsCallError && error.failure === 'missing')) throw error;
}
