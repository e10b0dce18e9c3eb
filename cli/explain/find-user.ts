import { AwsCallError, ConsoleMfaError, quoted } from '../../rule/core/errors';
import type { ListedUser } from '../../rule/core/known-user';
import { nearest } from '../../rule/core/nearest';
import type { IamReader } from '../../rule/iam-reader';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html; without a name it would answer of the caller. */
const USER_NAME = /^[\w+=,.@-]{1,128}$/;

/** IAM as `explain` reads it: the rule's own questions, and one user by name. */
export interface ExplainReader extends IamReader {
  readonly accountId: string;
  /** @throws AwsCallError `missing` for a user that IAM does not know. */
  getUser(userName: string): Promise<ListedUser>;
}

/**
 * Finds a user by name: with one call, or in the list of all users for a caller who may list users and not get one, as
 * the policy of an audit has it.
 *
 * @throws ConsoleMfaError `UnknownUser` for a user that IAM does not know, and whatever the calls throw.
 */
export async function findUser(iam: ExplainReader, userName: string): Promise<ListedUser> {
  if (!USER_NAME.test(userName)) throw unknownUser(iam, userName, await namesIfListed(iam));
  try {
    return await iam.getUser(userName);
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    if (error.failure === 'missing') throw unknownUser(iam, userName, await namesIfListed(iam), error);
    if (error.failure !== 'denied') throw error;
  }
  // User names are unique whatever their case.
  const isNamed = (user: ListedUser) => user.userName.toLowerCase() === userName.toLowerCase();
  const users = await iam.listUsers();
  const user = users.find(isNamed);
  if (user === undefined) throw unknownUser(iam, userName, namesOf(users));
  return user;
}

function unknownUser(
  { accountId }: ExplainReader,
  userName: string,
  names: readonly string[],
  cause?: unknown,
): ConsoleMfaError {
  const near = nearest(userName, names);
  const remedy = near === undefined ? '"iam-console-mfa audit" lists all' : `did you mean ${near}?`;
  const message = `IAM knows no user ${quoted(userName)} in account ${accountId}; ${remedy}`;
  return new ConsoleMfaError('UnknownUser', message, { cause });
}

/** For a suggestion, which is not worth another error. */
function namesIfListed(iam: ExplainReader): Promise<readonly string[]> {
  return iam.listUsers().then(namesOf, () => []);
}

function namesOf(users: readonly ListedUser[]): readonly string[] {
  return users.map(({ userName }) => userName);
}
