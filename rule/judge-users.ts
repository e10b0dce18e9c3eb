import type { KnownUser, ListedUser } from './core/known-user';
import type { Outcome } from './core/outcome';
import type { RuleParameters } from './core/rule-parameters';
import type { IamReader } from './iam-reader';
import { judgeUser } from './questions';

/** How many calls to IAM are under way at once: docs/decisions/0040-performance.md has the measurements. */
export const IAM_CONCURRENCY = 32;

/** What earlier runs have found out. */
export interface EarlierResults {
  /** Whether an earlier delivery of the same event has stored a result for the user. */
  hasResultOfThisRun(user: ListedUser): boolean;
  /** The users in the order in which they need a result: those whose result is missing or oldest first. */
  inOrderOfNeed(users: readonly KnownUser[]): readonly KnownUser[];
}

/** Earlier results while they load. Both are values: what is known when the questions begin, and what is in the end. */
export interface LoadingResults {
  readonly early: Promise<EarlierResults>;
  readonly all: Promise<EarlierResults>;
}

export interface JudgeUsersOptions {
  /** @default - no earlier results */
  readonly earlier?: LoadingResults;
  /** Called after each user. @default - no one is told */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Judges users, as many at once as calls may be under way. Users with a result of this run are not judged again. */
export async function judgeUsers(
  iam: IamReader,
  users: readonly KnownUser[],
  parameters: RuleParameters,
  now: Date,
  { earlier, onProgress }: JudgeUsersOptions = {},
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let results = await earlier?.early;
  let queue = users[Symbol.iterator]();
  const reordered = earlier?.all.then((all) => {
    results = all;
    queue = all.inOrderOfNeed([...queue])[Symbol.iterator]();
  });
  const work = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const user = next.value;
      const isSettled = results?.hasResultOfThisRun(user) === true;
      outcomes.push(isSettled ? { status: 'settled', user } : await judgeUser(iam, user, parameters, now));
      onProgress?.(outcomes.length, users.length);
    }
  };
  await Promise.all([reordered, ...Array.from({ length: IAM_CONCURRENCY }, work)]);
  return outcomes;
}
