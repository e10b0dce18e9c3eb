import {
  CreateVirtualMFADeviceCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetUserCommand,
  type IAMClient,
  ResyncMFADeviceCommand,
} from '@aws-sdk/client-iam';
import { GetSessionTokenCommand, type STSClient } from '@aws-sdk/client-sts';
import { callAws, member } from '../../rule/aws/call';
import { iamApi } from '../../rule/aws/iam';
import { AwsCallError } from '../../rule/core/errors';
import type { Clock } from '../../rule/ports';
import type { ThrottledClient } from '../../rule/throttled-client';
import type { CodePair, EnrolmentCalls } from './enrolment-access';
import { awsMessage, isBusy, refusalCode } from './refusal';

/** How long a call may be tried, in milliseconds. */
const CALL_MS = 30_000;
/** A session that is thrown away is to end soon: the least that STS gives, in seconds. */
const DurationSeconds = 900;

interface Surroundings {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly client: ThrottledClient;
  readonly clock: Clock;
  /** Says what a failure means. */
  readonly explain: (error: unknown) => never;
}

/** The calls by the AWS SDK's clients. */
export function enrolmentCalls({ iam, sts, client, clock, explain }: Surroundings): EnrolmentCalls {
  const until = () => clock.now() + CALL_MS;
  const call = <Output, Answer>(
    action: string,
    send: (options: { readonly abortSignal: AbortSignal }) => Promise<Output>,
    take: (output: Output) => Answer,
  ): Promise<Answer> =>
    client
      .call(action, until(), (timeoutMs) => callAws(action, timeoutMs, send, take).catch(otherwise))
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
        nothing,
      ).catch(unlessMissing),

    enableDevice: (userName, serialNumber, codes) =>
      call(
        'iam:EnableMFADevice',
        (options) => iam.send(new EnableMFADeviceCommand(codesOf(userName, serialNumber, codes)), options),
        nothing,
      ),

    resyncDevice: (userName, serialNumber, codes) =>
      call(
        'iam:ResyncMFADevice',
        (options) => iam.send(new ResyncMFADeviceCommand(codesOf(userName, serialNumber, codes)), options),
        nothing,
      ),

    getSession: (SerialNumber, TokenCode) =>
      call(
        'sts:GetSessionToken',
        (options) =>
          sts.send(new GetSessionTokenCommand({ SerialNumber, TokenCode, DurationSeconds }), options),
        nothing,
      ),
  };
}

function codesOf(UserName: string, SerialNumber: string, [code1, code2]: CodePair) {
  return { UserName, SerialNumber, AuthenticationCode1: code1, AuthenticationCode2: code2 };
}

function nothing(): void {}

/** What IAM is busy with may be over in a moment; a quota is none of the rate that the AWS SDK takes it for. */
function otherwise(error: unknown): never {
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
