import { GetUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { callAws, member } from '../../rule/aws/call';
import { iamApi } from '../../rule/aws/iam';
import { ConsoleMfaError } from '../../rule/core/errors';
import type { Clock } from '../../rule/ports';
import { ThrottledClient } from '../../rule/throttled-client';
import type { AwsOptions } from '../options/aws';
import type { AccountAccess, Identity } from './account-access';
import { clientSettings } from './client-settings';

/** How long to wait for STS, in milliseconds. */
const STS_MS = 60_000;

/**
 * Opens the account that the AWS SDK's credentials belong to.
 *
 * @throws ConsoleMfaError `NoCredentials` where the SDK finds none that can be used.
 * @throws AwsCallError where STS refuses them.
 */
export async function openAccount(options: AwsOptions, clock: Clock): Promise<AccountAccess> {
  const sts = new STSClient(clientSettings(options));
  const region = await sts.config.region();
  await sts.config.credentials().catch(noCredentials);
  const identity = await identify(sts, clock);
  sts.destroy();
  const client = new IAMClient({ ...clientSettings(options), credentials: sts.config.credentials });
  return accessThrough(client, identity, region);
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
  };
}

/** Whose credentials a client has. @throws AwsCallError where STS refuses them. */
export function identify(sts: STSClient, clock: Clock): Promise<Identity> {
  const action = 'sts:GetCallerIdentity';
  return new ThrottledClient(clock, { concurrency: 1 }).call(action, clock.now() + STS_MS, (timeoutMs) =>
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

/** @throws ConsoleMfaError `NoCredentials` always. */
export function noCredentials(cause: unknown): never {
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `the AWS SDK finds no credentials that can be used (${why}); name a profile with --profile, sign in with "aws sso login" or "aws login", or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`;
  throw new ConsoleMfaError('NoCredentials', message, { cause });
}
