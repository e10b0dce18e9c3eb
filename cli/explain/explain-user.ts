import { membersOf } from '../../rule/census';
import { asProblem, ConsoleMfaError, quoted } from '../../rule/core/errors';
import { judge } from '../../rule/core/judge';
import type { KnownUser, ListedUser } from '../../rule/core/known-user';
import { mfaDeviceTypes } from '../../rule/core/mfa-device';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import type { Verdict } from '../../rule/core/verdict';
import type { Clock } from '../../rule/ports';
import { type Inquiry, judgeUser } from '../../rule/questions';
import type { AccountAccess } from '../aws/account-access';
import { findUser } from './find-user';
import { RecordingAsker } from './recording-asker';

/** How long it may take, in milliseconds: a handful of calls, and throttles. */
const LONGEST_MS = 120_000;

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
  const asker = new RecordingAsker(clock);
  const { iam } = account;
  const began = clock.now();
  const inquiry = { iam, asker, parameters, now: new Date(began), until: began + LONGEST_MS };
  const listed = await findUser(account, asker, userName, inquiry.until);
  const { user, problems } = await inGroups(inquiry, listed);
  const judged = await judgeAlone(inquiry, user);
  const { readAt } = asker;
  // Questions are asked by name, and names pass on.
  const found = await findUser(account, asker, listed.userName, inquiry.until);
  if (found.userId === listed.userId) return { ...judged, readAt, problems };
  return { user, outcome: { status: 'unread', error: replaced(listed) }, readAt, problems };
}

interface Grouped {
  readonly user: KnownUser;
  readonly problems: readonly ConsoleMfaError[];
}

/** Asks for the members of exempt groups, unless the user's name or path exempts already. */
async function inGroups(
  { iam, asker, parameters, now, until }: Inquiry,
  listed: ListedUser,
): Promise<Grouped> {
  const user = { ...listed, exemptGroups: [], unreadGroups: [] };
  if (typeof judge(user, parameters, now) !== 'string') return { user, problems: [] };
  const groups = await Promise.all(parameters.exemptGroups.map((name) => membersOf(iam, asker, name, until)));
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
  inquiry: Inquiry,
  grouped: KnownUser,
): Promise<Pick<Explanation, 'user' | 'outcome'>> {
  const { iam, asker, parameters, now, until } = inquiry;
  let user = grouped;
  try {
    if (typeof judge(user, parameters, now) === 'string') {
      const serialNumbers = await asker.askPages('iam:ListMFADevices', until, (marker, timeoutMs) =>
        iam.listMfaDevices(user.userName, marker, timeoutMs),
      );
      const mfaDevices = mfaDeviceTypes(serialNumbers);
      user = { ...user, mfaDevices, virtualDevice: mfaDevices.includes('virtual') };
    }
  } catch (error) {
    return { user, outcome: { status: 'unread', error: asProblem(error) } };
  }
  const outcome = await judgeUser(inquiry, user);
  return outcome.status === 'judged'
    ? { user: outcome.user, outcome }
    : { user, outcome: { status: 'unread', error: outcome.error } };
}

function replaced({ userName }: ListedUser): ConsoleMfaError {
  const message = `the user ${quoted(userName)} was deleted meanwhile and created again; ask again`;
  return new ConsoleMfaError('UserReplaced', message);
}
