import type { Asker } from './ask';
import { takeCensus } from './census';
import { confirm } from './confirm';
import { asProblem, type ConsoleMfaError } from './core/errors';
import type { KnownUser } from './core/known-user';
import type { Assessment, Outcome } from './core/outcome';
import { judgeRoot, type RootVerdict } from './core/root';
import type { RuleParameters } from './core/rule-parameters';
import type { Clock, Iam } from './ports';
import { type Inquiry, judgeUser } from './questions';

/** The most users that are asked about at once. */
export const MOST_AT_ONCE = 16;

/** The instants by which the stages of a run must have ended, in milliseconds since the epoch. */
export interface Deadlines {
  readonly questions: number;
  readonly confirmation: number;
}

/** What is known of users from before this run, or from an earlier delivery of its event. */
export interface Earlier {
  /** Resolves when questions may begin. */
  readonly ready: Promise<void>;
  /** Resolves when nothing more will be known, which is when the order of need may change. */
  readonly complete: Promise<void>;
  /** What an earlier delivery came to, so that nothing has to be asked. */
  recall(user: KnownUser): Outcome | undefined;
  /** Those who have waited longest for a result first. */
  inOrderOfNeed(users: readonly KnownUser[]): readonly KnownUser[];
}

export interface Assessing {
  readonly iam: Iam;
  readonly asker: Asker;
  readonly clock: Clock;
  readonly parameters: RuleParameters;
  readonly deadlines: Deadlines;
  readonly earlier?: Earlier;
  /** Told after each user. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Judges every IAM user of the account, and the root user where the policy asks for it, by IAM's answers alone.
 *
 * @throws AwsCallError or ConsoleMfaError `OutOfTime` where the users cannot even be listed. Everything else that goes
 * wrong is in the assessment.
 */
export async function assess(assessing: Assessing): Promise<Assessment> {
  const { iam, asker, clock, parameters, deadlines, earlier } = assessing;
  const inquiry = { iam, asker, parameters, now: new Date(clock.now()), until: deadlines.questions };
  const [census, root] = await Promise.all([
    takeCensus(iam, asker, parameters, deadlines.questions),
    parameters.includeRoot ? readRoot(inquiry) : NOT_ASKED,
    earlier?.ready,
  ]);
  const outcomes = await judgeAll(inquiry, census.users, assessing);
  const confirmed = await confirm(iam, asker, outcomes, deadlines.confirmation);
  const problems = [...census.problems, ...confirmed.problems, ...(root.problem ? [root.problem] : [])];
  return { ...confirmed, ...(root.verdict && { root: root.verdict }), problems };
}

async function judgeAll(
  inquiry: Inquiry,
  users: readonly KnownUser[],
  { earlier, onProgress }: Assessing,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let queue = [...users].reverse();
  const reordered = earlier?.complete.then(() => {
    queue = [...earlier.inOrderOfNeed(queue)].reverse();
  });
  const work = async () => {
    for (let user = queue.pop(); user !== undefined; user = queue.pop()) {
      outcomes.push(earlier?.recall(user) ?? (await judgeUser(inquiry, user)));
      onProgress?.(outcomes.length, users.length);
    }
  };
  await Promise.all([reordered, ...Array.from({ length: MOST_AT_ONCE }, work)]);
  return outcomes;
}

interface RootAnswer {
  readonly verdict?: RootVerdict;
  readonly problem?: ConsoleMfaError;
}

const NOT_ASKED: RootAnswer = {};

async function readRoot({ iam, asker, until }: Inquiry): Promise<RootAnswer> {
  try {
    const ask = (timeoutMs: number) => iam.getAccountSummary(timeoutMs);
    return { verdict: judgeRoot(await asker.ask('iam:GetAccountSummary', until, ask)) };
  } catch (error) {
    return { problem: asProblem(error) };
  }
}
