import type { Asker } from '../../rule/ask';
import { AwsCallError, ConsoleMfaError, quoted } from '../../rule/core/errors';
import type { ListedUser } from '../../rule/core/known-user';
import type { AccountAccess } from '../aws/account-access';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html; without a name it would answer of the caller. */
const USER_NAME = /^[\w+=,.@-]{1,128}$/;

/**
 * Finds a user by name: with one call, or page by page for a caller who may list users and not get one, as the policy
 * of an audit has it.
 *
 * @throws ConsoleMfaError `UnknownUser` for a user that IAM does not know, and whatever the calls throw.
 */
export async function findUser(
  account: AccountAccess,
  asker: Asker,
  userName: string,
  until: number,
): Promise<ListedUser> {
  if (!USER_NAME.test(userName)) throw unknownUser(account, userName);
  try {
    return await asker.ask('iam:GetUser', until, (timeoutMs) => account.getUser(userName, timeoutMs));
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    if (error.failure === 'missing') throw unknownUser(account, userName, error);
    if (error.failure !== 'denied') throw error;
  }
  const user = await listUntilFound(account, asker, userName, until);
  if (user === undefined) throw unknownUser(account, userName);
  return user;
}

/** User names are unique whatever their case. */
async function listUntilFound(
  { iam }: AccountAccess,
  asker: Asker,
  userName: string,
  until: number,
): Promise<ListedUser | undefined> {
  let marker: string | undefined;
  do {
    const sent = marker;
    const page = await asker.ask('iam:ListUsers', until, (timeoutMs) => iam.listUsers(sent, timeoutMs));
    const found = page.items.find((user) => user.userName.toLowerCase() === userName.toLowerCase());
    if (found !== undefined) return found;
    marker = page.next;
  } while (marker !== undefined);
  return undefined;
}

function unknownUser({ accountId }: AccountAccess, userName: string, cause?: unknown): ConsoleMfaError {
  const message = `IAM knows no user ${quoted(userName)} in account ${accountId}; "iam-console-mfa audit" lists all`;
  return new ConsoleMfaError('UnknownUser', message, { cause });
}
