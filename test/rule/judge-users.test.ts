import type { KnownUser, ListedUser } from '../../rule/core/known-user';
import type { Outcome } from '../../rule/core/outcome';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import { type EarlierResults, type JudgeUsersOptions, judgeUsers } from '../../rule/judge-users';
import { askingIam, BEGAN } from '../support/asking';
import { type FakeUser, named, virtualDevice, withPassword } from '../support/fake-iam';
import { policy } from '../support/known-users';

const COMPANY = [
  named('robot'),
  withPassword('alice', { devices: [virtualDevice('alice')] }),
  withPassword('carol'),
];

const NOTHING_EARLIER: EarlierResults = {
  hasResultOfThisRun: () => false,
  inOrderOfNeed: (users) => users,
};

function known({ userId, userName, devices = [] }: FakeUser): KnownUser {
  const virtual = devices.some((serialNumber) => serialNumber.includes(':mfa/'));
  return { userId, userName, path: '/', exemptGroups: [], unreadGroups: [], virtualDevice: virtual };
}

function judging(
  users: readonly FakeUser[],
  options: JudgeUsersOptions = {},
  parameters: Partial<RuleParameters> = {},
) {
  const asking = askingIam(users);
  const { clock, iam, reader } = asking;
  const run = () =>
    clock.run(() => judgeUsers(reader, users.map(known), policy(parameters), new Date(BEGAN), options));
  return { clock, iam, run };
}

const told = (outcomes: readonly Outcome[]) =>
  outcomes
    .map((outcome) => {
      const what = outcome.status === 'judged' ? outcome.verdict.compliance : outcome.status;
      return `${outcome.user.userName} ${what}`;
    })
    .sort();

test('every user is judged', async () => {
  expect(told(await judging(COMPANY).run())).toEqual([
    'alice COMPLIANT',
    'carol NON_COMPLIANT',
    'robot COMPLIANT',
  ]);
});

test.each([
  ['COMPLIANT', 1],
  ['NON_COMPLIANT', 0],
])('grace is judged at the instant given: %s with %d ms of it left', async (compliance, left) => {
  const { run } = judging(COMPANY, {}, { graceUntil: new Date(BEGAN + left) });
  expect(told(await run())).toContain(`carol ${compliance}`);
});

test('progress is told after each user', async () => {
  const progress: string[] = [];
  await judging(COMPANY, { onProgress: (done, total) => progress.push(`${done}/${total}`) }).run();
  expect(progress).toEqual(['1/3', '2/3', '3/3']);
});

describe('what is known from earlier', () => {
  const carolIsSettled: EarlierResults = {
    ...NOTHING_EARLIER,
    hasResultOfThisRun: ({ userName }: ListedUser) => userName === 'carol',
  };

  test('is not asked again', async () => {
    const all = Promise.resolve(carolIsSettled);
    const { iam, run } = judging(COMPANY, { earlier: { early: all, all } });
    expect(told(await run())).toEqual(['alice COMPLIANT', 'carol settled', 'robot COMPLIANT']);
    expect(iam.line.asked).not.toContain('iam:GetLoginProfile carol');
  });

  test('is waited for before the first question', async () => {
    const { clock, iam, reader } = askingIam([named('robot')]);
    const earlier = clock.sleep(500).then(() => NOTHING_EARLIER);
    let firstQuestionAt = 0;
    iam.line.onCall = () => {
      firstQuestionAt = clock.now() - BEGAN;
      return undefined;
    };
    const options = { earlier: { early: earlier, all: earlier } };
    await clock.run(() => judgeUsers(reader, [known(named('robot'))], policy(), new Date(BEGAN), options));
    expect(firstQuestionAt).toBe(500);
  });

  test('puts those first who have waited longest, and skips those with a result, once all of it is known', async () => {
    const users = Array.from({ length: 200 }, (_, index) => named(`user-${String(index).padStart(3, '0')}`));
    const { clock, iam, reader } = askingIam(users);
    const all: EarlierResults = {
      hasResultOfThisRun: ({ userName }) => userName === 'user-150',
      inOrderOfNeed: (queue) => [...queue].sort((a, b) => b.userName.localeCompare(a.userName)),
    };
    const options = {
      earlier: { early: Promise.resolve(NOTHING_EARLIER), all: clock.sleep(75).then(() => all) },
    };
    const judged = await clock.run(() =>
      judgeUsers(reader, users.map(known), policy(), new Date(BEGAN), options),
    );
    const order = iam.line.asked.map((call) => Number(call.slice(-3)));
    const taken = order.findIndex((at, index) => at !== index);
    // Three rounds of calls begin in the first 75 ms, in the order of the list.
    expect(taken).toBeGreaterThan(0);
    const rest = Array.from({ length: 200 - taken }, (_, index) => 199 - index).filter((at) => at !== 150);
    expect(order.slice(taken)).toEqual(rest);
    expect(judged).toHaveLength(200);
    expect(told(judged)).toContain('user-150 settled');
  });
});
