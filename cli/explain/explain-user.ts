import { readGroup } from '../../rule/census';
import { asProblem, ConsoleMfaError, quoted } from '../../rule/core/errors';
import { judge } from '../../rule/core/judge';
import type { KnownUser, ListedUser } from '../../rule/core/known-user';
import { mfaDeviceTypes } from '../../rule/core/mfa-device';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import type { Verdict } from '../../rule/core/verdict';
import { iamReader } from '../../rule/iam-reader';
import type { Clock } from '../../rule/ports';
import { judgeUser } from '../../rule/questions';
import type { AccountAccess } from '../aws/account-access';
import { CliClient } from '../aws/cli-client';
import { type ExplainReader, findUser } from './find-user';

/** How long it may take, in milliseconds: a handful of calls, and throttles. */
const LONGEST_MS = 120_000;
/** Calls under way at once: the exempt groups are read in parallel. */
const CONCURRENCY = 4;

/** One user's verdict, with what it rests on. */
export interface Explanation {
  readonly user: KnownUser;
  readonly outcome:
    | { readonly status: 'judged'; readonly verdict: Verdict }
    | { readonly status: 'unread'; readonly error: ConsoleMfaError };
  /** When AWS answered, by action. */
  readonly readAt: ReadonlyMap<string, Date>;
  /** What went wrong without keeping the verdict back, e.g. an exempt group that IAM does not know. */
  readonly problems: readonly ConsoleMfaError[];
}

/**
 * Judges one user as an audit would, with the calls that this one needs: the lists of all users and all virtual devices
 * are replaced by GetUser and ListMFADevices, which tell the same of a single user.
 *
 * @throws ConsoleMfaError `UnknownUser`, and what finding the user throws.
 */
export async function explainUser(
  account: AccountAccess,
  clock: Clock,
  parameters: RuleParameters,
  userName: string,
): Promise<Explanation> {
  const now = new Date(clock.now());
  const readAt = new Map<string, Date>();
  const iam = readerOf(account, clock, (action, at) => readAt.set(action, at));
  const listed = await findUser(iam, userName);
  const { user, problems } = await inGroups(iam, listed, parameters, now);
  const judged = await judgeAlone(iam, user, parameters, now);
  // Questions are asked by name, and names pass on.
  const found = await findUser(iam, listed.userName);
  if (found.userId === listed.userId) return { ...judged, readAt, problems };
  return { user, outcome: { status: 'unread', error: replaced(listed) }, readAt, problems };
}

function readerOf(
  account: AccountAccess,
  clock: Clock,
  onAnswer: (action: string, at: Date) => void,
): ExplainReader {
  const client = new CliClient(clock, { concurrency: CONCURRENCY, onAnswer });
  const until = clock.now() + LONGEST_MS;
  return {
    ...iamReader(account.iam, client, until),
    accountId: account.accountId,
    getUser: (userName) =>
      client.call('iam:GetUser', until, (timeoutMs) => account.getUser(userName, timeoutMs)),
  };
}

interface Grouped {
  readonly user: KnownUser;
  readonly problems: readonly ConsoleMfaError[];
}

/** Asks for the members of exempt groups, unless the user's name or path exempts already. */
async function inGroups(
  iam: ExplainReader,
  listed: ListedUser,
  parameters: RuleParameters,
  now: Date,
): Promise<Grouped> {
  const user = { ...listed, exemptGroups: [], unreadGroups: [] };
  if (typeof judge(user, parameters, now) !== 'string') return { user, problems: [] };
  const groups = await Promise.all(parameters.exemptGroups.map((groupName) => readGroup(iam, groupName)));
  const names = (of: typeof groups) => of.map(({ groupName }) => groupName);
  return {
    user: {
      ...listed,
      exemptGroups: names(groups.filter(({ members }) => members?.has(listed.userId))),
      unreadGroups: names(groups.filter(({ members }) => members === undefined)),
    },
    problems: groups.map(({ problem }) => problem).filter((problem) => problem !== undefined),
  };
}

async function judgeAlone(
  iam: ExplainReader,
  grouped: KnownUser,
  parameters: RuleParameters,
  now: Date,
): Promise<Pick<Explanation, 'user' | 'outcome'>> {
  let user = grouped;
  try {
    if (typeof judge(user, parameters, now) === 'string') {
      const devices = await iam.listMfaDevices(user.userName);
      const mfaDevices = mfaDeviceTypes(devices);
      user = { ...user, devices, mfaDevices, virtualDevice: mfaDevices.includes('virtual') };
    }
  } catch (error) {
    return { user, outcome: { status: 'unread', error: asProblem(error) } };
  }
  const outcome = await judgeUser(iam, user, parameters, now);
  return outcome.status === 'judged'
    ? { user: outcome.user, outcome }
    : { user, outcome: { status: 'unread', error: outcome.error } };
}

function replaced({ userName }: ListedUser): ConsoleMfaError {
  const message = `the user ${quoted(userName)} was deleted meanwhile and created again; ask again`;
  return new ConsoleMfaError('UserReplaced', message);
}
