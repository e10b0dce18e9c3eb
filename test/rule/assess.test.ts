import { type Assessing, assess, type Earlier } from '../../rule/assess';
import type { Outcome } from '../../rule/core/outcome';
import { askingIam, BEGAN, IN_A_MINUTE } from '../support/asking';
import { type FakeIam, named, virtualDevice, withPassword } from '../support/fake-iam';
import { policy } from '../support/known-users';

const nothingEarlier: Earlier = {
  ready: Promise.resolve(),
  complete: Promise.resolve(),
  recall: () => undefined,
  inOrderOfNeed: (users) => users,
};

function assessing(users: FakeIam['users'], how: Partial<Assessing> = {}) {
  const { clock, iam, asker } = askingIam(users);
  const deadlines = { questions: IN_A_MINUTE, confirmation: IN_A_MINUTE + 5_000 };
  const run = () => clock.run(() => assess({ iam, asker, clock, parameters: policy(), deadlines, ...how }));
  return { clock, iam, run };
}

const told = (outcomes: readonly Outcome[]) =>
  outcomes
    .map((outcome) => {
      const what = outcome.status === 'judged' ? outcome.verdict.compliance : outcome.status;
      return `${outcome.user.userName} ${what}`;
    })
    .sort();

const COMPANY = [
  named('robot'),
  withPassword('alice', { devices: [virtualDevice('alice')] }),
  withPassword('carol'),
];

test('an account is judged without anything from earlier', async () => {
  const { outcomes, problems, root, listedAtTheEnd } = await assessing(COMPANY).run();
  expect(told(outcomes)).toEqual(['alice COMPLIANT', 'carol NON_COMPLIANT', 'robot COMPLIANT']);
  expect([problems, root, listedAtTheEnd?.size]).toEqual([[], undefined, 3]);
});

test.each([
  ['COMPLIANT', 1],
  ['NON_COMPLIANT', 0],
])('grace is judged at the instant of the beginning: %s with %d ms of it left', async (compliance, left) => {
  const parameters = policy({ graceUntil: new Date(BEGAN + left) });
  const { outcomes } = await assessing(COMPANY, { parameters }).run();
  expect(told(outcomes)).toContain(`carol ${compliance}`);
});

test('progress is told after each user', async () => {
  const progress: string[] = [];
  const onProgress = (done: number, total: number) => progress.push(`${done}/${total}`);
  await assessing(COMPANY, { onProgress }).run();
  expect(progress).toEqual(['1/3', '2/3', '3/3']);
});

describe('the root user', () => {
  const parameters = policy({ includeRoot: true });

  test('is judged beside the users where the policy asks for it', async () => {
    const { iam, run } = assessing(COMPANY, { parameters });
    iam.root = { password: true, mfa: false };
    expect((await run()).root).toEqual({ compliance: 'NON_COMPLIANT', reason: 'noMfa' });
  });

  test('is not asked about otherwise', async () => {
    const { iam, run } = assessing(COMPANY);
    await run();
    expect(iam.line.asked).not.toContain('iam:GetAccountSummary');
  });

  test('that cannot be read is a problem of the run', async () => {
    const { iam, run } = assessing(COMPANY, { parameters });
    iam.line.onCall = ({ action }) => (action === 'iam:GetAccountSummary' ? 'denied' : undefined);
    const { root, problems, outcomes } = await run();
    expect(root).toBeUndefined();
    expect(problems).toMatchObject([{ action: 'iam:GetAccountSummary' }]);
    expect(outcomes).toHaveLength(3);
  });
});

test('what goes wrong with lists, groups and the confirmation is all told', async () => {
  const { iam, run } = assessing(COMPANY, { parameters: policy({ exemptGroups: ['Nobody'] }) });
  iam.line.onCall = ({ action, nth }) =>
    action === 'iam:ListVirtualMFADevices' || (action === 'iam:ListUsers' && nth === 2)
      ? 'denied'
      : undefined;
  const { problems } = await run();
  expect(problems.map(({ code }) => code)).toEqual(['AwsCallFailed', 'UnknownExemptGroup', 'Unconfirmed']);
});

describe('what is known from earlier', () => {
  test('is not asked again', async () => {
    const earlier: Earlier = {
      ...nothingEarlier,
      recall: (user) => (user.userName === 'carol' ? { status: 'settled', user } : undefined),
    };
    const { iam, run } = assessing(COMPANY, { earlier });
    expect(told((await run()).outcomes)).toEqual(['alice COMPLIANT', 'carol settled', 'robot COMPLIANT']);
    expect(iam.line.asked).not.toContain('iam:GetLoginProfile carol');
  });

  test('is waited for before the first question', async () => {
    const { clock, iam, asker } = askingIam([named('robot')]);
    const earlier = { ...nothingEarlier, ready: clock.sleep(500) };
    const deadlines = { questions: IN_A_MINUTE, confirmation: IN_A_MINUTE };
    let firstQuestionAt = 0;
    iam.line.onCall = ({ action }) => {
      if (action === 'iam:GetLoginProfile') firstQuestionAt = clock.now() - BEGAN;
      return undefined;
    };
    await clock.run(() => assess({ iam, asker, clock, parameters: policy(), deadlines, earlier }));
    expect(firstQuestionAt).toBe(500);
  });

  test('puts those first who have waited longest, once it is complete', async () => {
    const users = Array.from({ length: 200 }, (_, index) => named(`user-${String(index).padStart(3, '0')}`));
    const { clock, iam, asker } = askingIam(users);
    const earlier: Earlier = {
      ...nothingEarlier,
      complete: clock.sleep(75),
      inOrderOfNeed: (queue) => [...queue].sort((a, b) => b.userName.localeCompare(a.userName)),
    };
    const deadlines = { questions: IN_A_MINUTE, confirmation: IN_A_MINUTE };
    await clock.run(() => assess({ iam, asker, clock, parameters: policy(), deadlines, earlier }));
    const asked = iam.line.asked.filter((call) => call.includes('GetLoginProfile'));
    const order = asked.map((call) => Number(call.slice(-3)));
    // By 75 ms six of the first 16 are answered, and six more taken.
    expect(order.slice(0, 22)).toEqual(Array.from({ length: 22 }, (_, index) => index));
    expect(order.slice(22)).toEqual(Array.from({ length: 178 }, (_, index) => 199 - index));
  });
});
