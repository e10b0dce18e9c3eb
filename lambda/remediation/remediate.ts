import { annotate } from '../../rule/core/annotation';
import { asProblem, ConsoleMfaError, quoted } from '../../rule/core/errors';
import type { KnownUser, ListedUser } from '../../rule/core/known-user';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import type { Verdict } from '../../rule/core/verdict';
import type { IamReader } from '../../rule/iam-reader';
import { judgeUser } from '../../rule/questions';
import type { Membership } from './membership';
import type { RemediationResult } from './remediation-result';

/** What a remediation takes from outside. */
export interface RemediationContext {
  readonly iam: IamReader;
  readonly membership: Membership;
  /** The rule's own, so that nobody is remediated whom the rule would not report. */
  readonly parameters: RuleParameters;
  /** The group that the enforcement binds. */
  readonly groupName: string;
  readonly now: Date;
}

/**
 * Adds a user to the group that has to use MFA, if the rule, asked again now, still finds the user NON_COMPLIANT.
 * A finding may be old: a user that is gone, has enrolled, has grace, is exempt or has no password is left alone.
 *
 * It does nothing else to anybody. Done twice it changes nothing.
 *
 * @throws ConsoleMfaError `GroupQuotaReached` for a user that is in as many groups as IAM allows, `NamePassedOn` if
 * the user's name was given to somebody else meanwhile, `Unconfirmed` if that could not be ruled out after the user
 * was added, and whatever the calls throw.
 */
export async function remediate(userId: string, context: RemediationContext): Promise<RemediationResult> {
  const { iam, membership, parameters, groupName } = context;
  const user = (await iam.listUsers()).find((listed) => listed.userId === userId);
  if (user === undefined) return gone(userId);

  const groupNames = await membership.listGroupsForUser(user.userName);
  const verdict = await judgeNow(user, groupNames, context);
  if (verdict.reason !== 'noAcceptedDevice') {
    const message = `${annotate(user.userName, verdict, parameters)} Left alone.`;
    return { userId, outcome: 'leftAlone', reason: verdict.reason, message };
  }
  if (groupNames.includes(groupName)) {
    return { userId, outcome: 'alreadyMember', groupName, message: isMember(user, groupName) };
  }
  await add(user, context);
  return { userId, outcome: 'added', groupName, message: wasAdded(user, groupName) };
}

/** The rule's verdict by IAM's answers of this moment, each about the user of this id. */
async function judgeNow(
  user: ListedUser,
  groupNames: readonly string[],
  { iam, membership, parameters, now }: RemediationContext,
): Promise<Verdict> {
  const outcome = await judgeUser(iam, knownUser(user, groupNames, parameters), parameters, now);
  if (outcome.status === 'withheld') throw outcome.error;
  // The questions were asked by name.
  await requireSameUser(user, membership);
  return outcome.verdict;
}

/** IAM's group names are the same whatever their case. */
function knownUser(
  user: ListedUser,
  groupNames: readonly string[],
  { exemptGroups }: RuleParameters,
): KnownUser {
  const held = new Set(groupNames.map((groupName) => groupName.toLowerCase()));
  return {
    ...user,
    exemptGroups: exemptGroups.filter((groupName) => held.has(groupName.toLowerCase())),
    unreadGroups: [],
  };
}

async function add(user: ListedUser, { membership, groupName }: RemediationContext): Promise<void> {
  const answer = await membership.addUserToGroup(groupName, user.userName);
  if (answer === 'quotaReached') throw quotaReached(user, groupName);
  try {
    await requireSameUser(user, membership);
  } catch (error) {
    throw unconfirmed(user, groupName, asProblem(error));
  }
}

/** IAM adds by name, and knows no call that does by id: docs/decisions/0051-names-while-adding.md. */
async function requireSameUser({ userId, userName }: ListedUser, membership: Membership): Promise<void> {
  const holder = await membership.getUserId(userName);
  if (holder === userId) return;
  const now = holder === 'none' ? 'nobody has it now' : `it is the name of ${holder} now`;
  throw new ConsoleMfaError(
    'NamePassedOn',
    `${userId} had the name ${quoted(userName)} a moment ago and ${now}; run the remediation of ${userId} again`,
  );
}

function gone(userId: string): RemediationResult {
  const message = `The account has no user ${userId} any more. Left alone.`;
  return { userId, outcome: 'leftAlone', reason: 'gone', message };
}

function isMember({ userName }: ListedUser, groupName: string): string {
  return `${userName} is a member of ${groupName} already. Nothing was changed.`;
}

function wasAdded({ userName }: ListedUser, groupName: string): string {
  return `${userName} was added to ${groupName}. To undo it: ${undoing(userName, groupName)}`;
}

function undoing(userName: string, groupName: string): string {
  return `aws iam remove-user-from-group --group-name ${groupName} --user-name ${userName}`;
}

function quotaReached({ userName }: ListedUser, groupName: string): ConsoleMfaError {
  return new ConsoleMfaError(
    'GroupQuotaReached',
    `${quoted(userName)} is in as many groups as IAM allows, so it was not added to ${quoted(groupName)}; ` +
      'take it out of another one and run the remediation again',
  );
}

function unconfirmed({ userName }: ListedUser, groupName: string, cause: ConsoleMfaError): ConsoleMfaError {
  return new ConsoleMfaError(
    'Unconfirmed',
    `whoever had the name ${quoted(userName)} was added to ${quoted(groupName)}, and who that was is not certain: ` +
      `${cause.message}. To undo it: ${undoing(userName, groupName)}`,
    { cause },
  );
}
