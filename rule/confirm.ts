import type { Census } from './census';
import { asProblem, ConsoleMfaError, quoted } from './core/errors';
import type { ListedUser } from './core/known-user';
import type { Assessment, Outcome } from './core/outcome';
import type { IamReader } from './iam-reader';

/**
 * Lists the users once more. Questions are asked by name, and names pass on: a verdict stands only if its user id has
 * the same name at the end as at the beginning.
 *
 * A second list that could not be read proves nothing. It makes nobody gone, and the verdicts that rest on questions
 * are withheld.
 */
export async function confirm(
  iam: IamReader,
  { root, problems }: Pick<Census, 'root' | 'problems'>,
  outcomes: readonly Outcome[],
): Promise<Assessment> {
  const census = { ...(root !== undefined && { root }), problems };
  let users: readonly ListedUser[];
  try {
    users = await iam.listUsers();
  } catch (error) {
    const problem = unconfirmed(asProblem(error));
    const withheld = outcomes.map((outcome) => withholdAsked(outcome, problem));
    return { ...census, outcomes: withheld, problems: [...problems, problem] };
  }
  const names = new Map(users.map((user) => [user.userId, user.userName]));
  const confirmed = outcomes.map((outcome) => confirmOne(outcome, names));
  return {
    ...census,
    outcomes: [...confirmed, ...replacements(confirmed, users)],
    listedAtTheEnd: new Set(names.keys()),
  };
}

function confirmOne(outcome: Outcome, names: ReadonlyMap<string, string>): Outcome {
  const { user } = outcome;
  const name = names.get(user.userId);
  if (name === undefined) return { status: 'gone', user };
  if (name === user.userName || outcome.status === 'settled') return outcome;
  return { status: 'withheld', user, error: renamed(user, name) };
}

/** Bulk lists name users by id, so what follows from them alone needs no confirmation. */
function withholdAsked(outcome: Outcome, error: ConsoleMfaError): Outcome {
  if (outcome.status !== 'judged' || outcome.user.loginProfile === undefined) return outcome;
  return { status: 'withheld', user: outcome.user, error };
}

/**
 * Users who have taken the name of one that is gone. Whoever else is made during a run is the next run's, but a name
 * that was there at the beginning does not go without a word.
 */
function replacements(outcomes: readonly Outcome[], users: readonly ListedUser[]): readonly Outcome[] {
  const ids = new Set(outcomes.map(({ user }) => user.userId));
  const left = new Set(outcomes.filter(({ status }) => status === 'gone').map(({ user }) => user.userName));
  return users
    .filter((user) => left.has(user.userName) && !ids.has(user.userId))
    .map((user) => ({ status: 'withheld', user, error: replaced(user) }));
}

function replaced(user: ListedUser): ConsoleMfaError {
  const message = `the user ${quoted(user.userName)} was deleted during the run and created again; the next run judges the new one`;
  return new ConsoleMfaError('UserReplaced', message);
}

function renamed(user: ListedUser, name: string): ConsoleMfaError {
  const message = `the user ${quoted(user.userName)} was renamed to ${quoted(name)} during the run; the next run judges it`;
  return new ConsoleMfaError('UserRenamed', message);
}

function unconfirmed(cause: ConsoleMfaError): ConsoleMfaError {
  const message = `that names still belong to the same users could not be confirmed: ${cause.message}`;
  return new ConsoleMfaError('Unconfirmed', message, { cause });
}
