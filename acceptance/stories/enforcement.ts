import {
  CreateVirtualMFADeviceCommand,
  GetUserCommand,
  type IAMClient,
  ListMFADevicesCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, GetSessionTokenCommand, type STSClient } from '@aws-sdk/client-sts';
import { denyingPolicy } from '../../rule/core/denying-policy';
import type { AssumptionId } from '../assumptions';
import type { Credentials } from '../credentials';
import { GROUP_NAME, readEnforcement } from '../enforcement-policy';
import { didNotHold, held, notObserved, type Observation } from '../observation';
import { type OwnUser, PATH } from '../own-users';
import type { Scene } from '../scene';
import { answered, denied, PROPAGATION, refusal } from './calls';

const NAME = 'iam-console-mfa-acceptance-worker';
const ENFORCED: readonly AssumptionId[] = [
  'key-denied',
  'refusal-names-policy',
  'own-user-with-path',
  'key-cannot-enroll',
  'mfa-session-allowed',
];

/** A user with an access key who administers IAM, before and after joining the self-service group. */
export async function observeEnforcement(scene: Scene): Promise<void> {
  const { aws, users, observations, watch } = scene;
  const worker = await users.create({ userName: NAME });
  await users.allow(worker, 'iam:GetUser', 'iam:ListUsers');
  const key = await users.createAccessKey(worker);
  const { iam, sts } = aws.as(key);
  await watch.until(PROPAGATION, async () => {
    const refused = await refusal(() => sts.send(new GetCallerIdentityCommand({})));
    return refused === undefined ? true : undefined;
  });
  observations.record('session-without-mfa', await sessionWithoutMfa(scene, sts));

  const enforcement = await readEnforcement(aws.iam);
  const why =
    enforcement === undefined
      ? `no group ${GROUP_NAME} with an enforcement policy is deployed`
      : enforcement.enforcedFrom.getTime() > watch.now()
        ? `MFA is enforced only from ${enforcement.enforcedFrom.toISOString()}`
        : undefined;
  if (why !== undefined) {
    for (const id of ENFORCED) observations.record(id, notObserved(why));
    return;
  }
  await users.addToGroup(worker, GROUP_NAME);
  const listing = await denied(scene, () => iam.send(new ListUsersCommand({ MaxItems: 1 })));
  observations.record('key-denied', listing);
  observations.record('refusal-names-policy', namesPolicy(listing));
  observations.record('own-user-with-path', await ownDevices(scene, iam));
  observations.record(
    'key-cannot-enroll',
    enforcement?.deniesEnrollmentByKey === true
      ? await cannotEnroll(scene, iam)
      : notObserved('the deployed enforcement policy does not deny enrollment by access key'),
  );
  observations.record('mfa-session-allowed', await mfaSession(scene, worker, sts));
}

async function sessionWithoutMfa({ aws }: Scene, sts: STSClient): Promise<Observation> {
  const session = credentialsOf((await sts.send(new GetSessionTokenCommand({}))).Credentials);
  const refused = await refusal(() => aws.as(session).iam.send(new GetUserCommand({ UserName: NAME })));
  return refused === undefined ? didNotHold('iam:GetUser was answered') : held(refused);
}

function namesPolicy(denial: Observation): Observation {
  if (denial.status !== 'held') return notObserved('the call was not denied');
  const { saw = '' } = denial;
  const policy = denyingPolicy(saw);
  return policy === undefined ? didNotHold(saw) : held(policy.name);
}

/** The worker has a path, and only the self-service policy of the group allows this call. */
function ownDevices(scene: Scene, iam: IAMClient): Promise<Observation> {
  return answered(scene, () => iam.send(new ListMFADevicesCommand({ UserName: NAME })));
}

async function cannotEnroll(scene: Scene, iam: IAMClient): Promise<Observation> {
  const command = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: `${NAME}-by-key`, Path: PATH });
  return denied(scene, () => iam.send(command));
}

async function mfaSession(scene: Scene, worker: OwnUser, sts: STSClient): Promise<Observation> {
  const { aws, users } = scene;
  const { serialNumber, nextCode } = await users.enroll(worker);
  const command = new GetSessionTokenCommand({ SerialNumber: serialNumber, TokenCode: await nextCode() });
  const session = credentialsOf((await sts.send(command)).Credentials);
  const { iam } = aws.as(session);
  return answered(scene, () => iam.send(new ListUsersCommand({ MaxItems: 1 })));
}

function credentialsOf(
  credentials: {
    AccessKeyId?: string | undefined;
    SecretAccessKey?: string | undefined;
    SessionToken?: string | undefined;
  } = {},
): Credentials {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = credentials;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}
