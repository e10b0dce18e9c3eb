import type { Account } from '../../sandbox/account/account';
import type { User } from '../../sandbox/account/principals';
import { Answers } from '../simulation/answers';
import { type Compliance, follows } from '../simulation/oracle';

/** Everything that IAM would answer about an account as it is. */
export function wholeTruth(account: Account, instant: number): Answers {
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

/** The only verdict that follows. */
export function trueVerdict(
  userId: string,
  truth: Answers,
  parameters: Readonly<Record<string, string>>,
): Compliance {
  const all = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'] as const;
  const [verdict, ...others] = all.filter((compliance) => follows(userId, truth, parameters, { compliance }));
  if (verdict !== undefined && others.length === 0) return verdict;
  throw new Error(
    `of ${userId}, ${verdict ?? 'nothing'} and ${others.join(' and ') || 'nothing else'} is true`,
  );
}
