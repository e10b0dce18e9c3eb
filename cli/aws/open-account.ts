import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { GetGroupCommand, GetUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { callAws, member } from '../../rule/aws/call';
import { iamApi } from '../../rule/aws/iam';
import { ConsoleMfaError } from '../../rule/core/errors';
import type { Clock } from '../../rule/ports';
import type { AwsOptions } from '../options/aws';
import type { AccountAccess, Identity, OwnAccount } from './account-access';
import { CliClient } from './cli-client';
import { clientSettings } from './client-settings';
import { eventHistoryApi } from './cloudtrail';
import { configRulesApi } from './config-rules';
import { requireEndpoints } from './endpoint';
import { requireProfile } from './profile';

/** How long to wait for STS, in milliseconds. */
const STS_MS = 60_000;

/**
 * Opens the account that the AWS SDK's credentials belong to.
 *
 * @throws ConsoleMfaError what `requireSettings` throws, and `NoCredentials` where the SDK finds none that can be used.
 * @throws AwsCallError where STS refuses them.
 */
export async function openAccount(options: AwsOptions, clock: Clock): Promise<OwnAccount> {
  await requireSettings(options);
  const sts = new STSClient(clientSettings(options));
  const region = await sts.config.region();
  await sts.config.credentials().catch(noCredentials);
  const identity = await identify(sts, clock);
  sts.destroy();
  const settings = { ...clientSettings(options), credentials: sts.config.credentials };
  return {
    ...accessThrough(new IAMClient(settings), identity, region),
    configRules: configRulesApi(new ConfigServiceClient(settings)),
    eventHistory: (region) => eventHistoryApi(new CloudTrailClient({ ...settings, region })),
  };
}

/**
 * Looks at what the AWS SDK would stumble over without naming it.
 *
 * @throws ConsoleMfaError `InvalidEndpoint`, or `NoCredentials` for a profile that is not there.
 */
export async function requireSettings(options: AwsOptions): Promise<void> {
  requireEndpoints(process.env);
  await requireProfile(options, process.env);
}

/** The account of a client's credentials. */
export function accessThrough(client: IAMClient, identity: Identity, region: string): AccountAccess {
  return {
    ...identity,
    region,
    iam: iamApi(client),
    getUser: (UserName, timeoutMs) =>
      callAws(
        'iam:GetUser',
        timeoutMs,
        (options) => client.send(new GetUserCommand({ UserName }), options),
        ({ User: user }) => ({
          userId: member(user?.UserId, 'User.UserId'),
          userName: member(user?.UserName, 'User.UserName'),
          path: member(user?.Path, 'User.Path'),
        }),
      ),
    groupMembers: (GroupName, Marker, timeoutMs) =>
      callAws(
        'iam:GetGroup',
        timeoutMs,
        (options) => client.send(new GetGroupCommand({ GroupName, Marker, MaxItems: 1000 }), options),
        ({ Users, IsTruncated, Marker: next }) => ({
          items: member(Users, 'Users').map((user) => member(user.UserName, 'Users.UserName')),
          ...(IsTruncated === true && { next: member(next, 'Marker') }),
        }),
      ),
  };
}

/** Whose credentials a client has. @throws AwsCallError where STS refuses them. */
export function identify(sts: STSClient, clock: Clock): Promise<Identity> {
  const action = 'sts:GetCallerIdentity';
  return new CliClient(clock, { concurrency: 1 }).call(action, clock.now() + STS_MS, (timeoutMs) =>
    callAws(
      action,
      timeoutMs,
      (options) => sts.send(new GetCallerIdentityCommand({}), options),
      (output) => {
        const callerArn = member(output.Arn, 'Arn');
        return {
          accountId: member(output.Account, 'Account'),
          partition: member(callerArn.split(':')[1], 'Arn'),
          callerArn,
        };
      },
    ),
  );
}

/** How the SDK says that it has looked everywhere. */
const NONE_FOUND = /^Could not load credentials from any providers/;

/** @throws ConsoleMfaError `NoCredentials` always. */
export function noCredentials(cause: unknown): never {
  const why = cause instanceof Error ? cause.message : String(cause);
  const found = NONE_FOUND.test(why)
    ? 'no AWS credentials were found'
    : `the AWS credentials cannot be used (${why})`;
  const message = `${found}; name a profile with --profile, sign in with "aws sso login" or "aws login", or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`;
  throw new ConsoleMfaError('NoCredentials', message, { cause });
}
