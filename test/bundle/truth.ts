import type { Account } from '../../sandbox/account/account';
import type { User } from '../../sandbox/account/principals';
import { Answers } from '../simulation/answers';
import { type Compliance, follows } from '../simulation/oracle';

/** Everything that IAM would answer about an account as it is. */
function wholeTruth(account: Account, instant: number): Answers {
  const answers = new Answers();
  answers.instants.push(instant);
  for (const user of account.users) tell(answers, user);
  const holders = [...account.users].filter(({ mfaDevices }) =>
    mfaDevices.some(({ type }) => type === 'virtual'),
  );
  answers.virtualDevices.show(idsOf(holders));
  answers.virtualDevices.end(idsOf(holders));
  for (const { groupId, groupName } of account.groups) {
    const members = [...account.users].filter(({ groupIds }) => groupIds.includes(groupId));
    answers.group(groupName).show(idsOf(members));
    answers.group(groupName).end(idsOf(members));
  }
  return answers;
}

function tell(answers: Answers, { userId, userName, path, loginProfile, mfaDevices, tags }: User): void {
  answers.list(userId, userName, path);
  const about = answers.about(userId);
  about.loginProfiles.push(loginProfile === undefined ? 'none' : { createDate: loginProfile.createDate });
  about.devices.push(mfaDevices.map(({ serialNumber }) => serialNumber));
  about.tags.push(tags.map(({ Key: key, Value: value }) => ({ key, value })));
}

function idsOf(users: readonly User[]): readonly string[] {
  return users.map(({ userId }) => userId);
}

type Parameters = Readonly<Record<string, string>>;

/** The only verdict that follows. */
function trueVerdict(userId: string, truth: Answers, parameters: Parameters): Compliance {
  const all = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'] as const;
  const [verdict, ...others] = all.filter((compliance) => follows(userId, truth, parameters, { compliance }));
  if (verdict !== undefined && others.length === 0) return verdict;
  throw new Error(
    `of ${userId}, ${verdict ?? 'nothing'} and ${others.join(' and ') || 'nothing else'} is true`,
  );
}

/** The results that AWS Config holds of users beside the truth, but of those who are left out. */
export function untrueResults(
  account: Account,
  parameters: Parameters,
  now: Date,
  leftOut: ReadonlySet<string>,
): readonly string[] {
  const truth = wholeTruth(account, now.getTime());
  const held = heldOf(account);
  return [...account.users].flatMap(({ userId, userName }) => {
    const compliance = held.get(userId);
    if (compliance === undefined || leftOut.has(userName)) return [];
    const verdict = trueVerdict(userId, truth, parameters);
    return compliance === verdict ? [] : [`${userName} is ${verdict}, and held as ${compliance}`];
  });
}

/** Users without a result, who are not exempt, and results of users that are gone. */
export function missingResults(account: Account, parameters: Parameters, now: Date): readonly string[] {
  const truth = wholeTruth(account, now.getTime());
  const held = heldOf(account);
  const without = [...account.users].filter(
    ({ userId }) => !held.has(userId) && trueVerdict(userId, truth, parameters) !== 'NOT_APPLICABLE',
  );
  const gone = [...held].filter(
    ([userId, compliance]) => compliance !== 'NOT_APPLICABLE' && account.users.byId(userId) === undefined,
  );
  return [
    ...without.map(({ userName }) => `${userName} has no result`),
    ...gone.map(([userId, compliance]) => `${userId} is gone, and held as ${compliance}`),
  ];
}

function heldOf(account: Account): ReadonlyMap<string, Compliance> {
  const { rules, results } = account.config;
  const [rule] = rules;
  const ofUsers = [...(results.get(rule?.configRuleId ?? '') ?? [])].filter(
    ({ resourceType }) => resourceType === 'AWS::IAM::User',
  );
  return new Map(ofUsers.map(({ resourceId, compliance }) => [resourceId, compliance]));
}
