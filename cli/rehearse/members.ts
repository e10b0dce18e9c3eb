import { AwsCallError, ConsoleMfaError, quoted } from '../../rule/core/errors';
import type { Clock } from '../../rule/ports';
import type { AccountAccess } from '../aws/account-access';
import { CliClient } from '../aws/cli-client';
import { shellWord } from '../text/shell-word';

/** How long the pages of a group may take, in milliseconds. */
const LONGEST_MS = 600_000;

/**
 * The names of a group's members.
 *
 * @throws ConsoleMfaError `UnknownGroup` for a group that IAM does not know, `NotAllowed` without the permission.
 * @throws AwsCallError where the group cannot be read.
 */
export async function membersOf(
  account: Pick<AccountAccess, 'groupMembers'>,
  groupName: string,
  clock: Clock,
): Promise<readonly string[]> {
  const client = new CliClient(clock, { concurrency: 1 });
  try {
    return await client.pages('iam:GetGroup', clock.now() + LONGEST_MS, (marker, timeoutMs) =>
      account.groupMembers(groupName, marker, timeoutMs),
    );
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    if (error.lacksPermission) {
      const command = `iam-console-mfa policy --rehearse --group ${shellWord(groupName)}`;
      const message = `iam:GetGroup is not allowed; attach the policy that this prints: ${command}`;
      throw new ConsoleMfaError('NotAllowed', message, { cause: error });
    }
    if (error.failure !== 'missing') throw error;
    const message = `IAM knows no group ${quoted(groupName)}; correct --group or create the group`;
    throw new ConsoleMfaError('UnknownGroup', message, { cause: error });
  }
}
