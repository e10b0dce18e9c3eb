import fc from 'fast-check';
import { judge } from '../../../rule/core/judge';
import type { KnownUser, Tag } from '../../../rule/core/known-user';
import { MFA_DEVICE_TYPES, type MfaDeviceType } from '../../../rule/core/mfa-device';
import type { RuleParameters } from '../../../rule/core/rule-parameters';
import type { Question, Verdict } from '../../../rule/core/verdict';
import { listed, policy } from '../../support/known-users';

const NOON = new Date('2027-01-15T12:00:00Z');
const DAY = 86_400_000;

/** What is so of a user, whether or not anybody has asked. */
interface Truth {
  readonly userName: string;
  readonly path: string;
  readonly groups: readonly string[];
  readonly password: Date | undefined;
  readonly devices: readonly MfaDeviceType[];
  readonly tags: readonly Tag[];
}

/** Instants around one noon, so that grace and exemptions end before, at and after `now`. */
const instant = fc
  .oneof(
    fc.integer({ min: -40, max: 40 }).map((days) => days * DAY),
    fc.integer({ min: -DAY, max: DAY }),
  )
  .map((offset) => new Date(NOON.getTime() + offset));
const day = instant.map((date) => date.toISOString().slice(0, 10));
const anyType = fc.constantFrom(...MFA_DEVICE_TYPES);

const truths: fc.Arbitrary<Truth> = fc.record({
  userName: fc.constantFrom('alice', 'bob', 'ci-robot'),
  path: fc.constantFrom('/', '/service/', '/service/ci/', '/servicedesk/'),
  groups: fc.subarray(['A', 'B']),
  password: fc.option(instant, { nil: undefined }),
  devices: fc.subarray([...MFA_DEVICE_TYPES]),
  tags: fc.array(
    fc.record({
      key: fc.constantFrom('exempt', 'Exempt', 'team'),
      value: fc.oneof(day, fc.constantFrom('', 'never', '2027-02-30')),
    }),
    { maxLength: 2 },
  ),
});

const policies: fc.Arbitrary<RuleParameters> = fc
  .record(
    {
      exemptUsers: fc.subarray(['bob', 'ci-*']),
      exemptPaths: fc.subarray(['/service/']),
      exemptGroups: fc.subarray(['A', 'B']),
      exemptionTag: fc.constantFrom('exempt', undefined),
      gracePeriodDays: fc.constantFrom(0, 1, 30, 365),
      graceUntil: fc.option(instant, { nil: undefined }),
      acceptedMfaTypes: fc.subarray([...MFA_DEVICE_TYPES], { minLength: 1 }),
    },
    { requiredKeys: [] },
  )
  .map(policy);

const cases = fc.record({ truth: truths, parameters: policies, now: instant });

/** What the bulk lists show. */
function bulk({ userName, path, groups, devices }: Truth): KnownUser {
  return listed({ userName, path, exemptGroups: groups, virtualDevice: devices.includes('virtual') });
}

function known(truth: Truth): KnownUser {
  const questions = ['loginProfile', 'mfaDevices', 'tags'] as const;
  return questions.reduce((user, question) => answered(user, question, truth), bulk(truth));
}

function answered(user: KnownUser, question: Question, truth: Truth): KnownUser {
  switch (question) {
    case 'loginProfile':
      return { ...user, loginProfile: truth.password ? { createDate: truth.password } : 'none' };
    case 'mfaDevices':
      return { ...user, mfaDevices: truth.devices };
    case 'tags':
      return { ...user, tags: truth.tags };
    case 'exemptGroups':
      return user;
  }
}

/** Asks as the census does, up to a verdict or to the question that nobody can answer. */
function interview(listedUser: KnownUser, truth: Truth, parameters: RuleParameters, now: Date) {
  const questions: { readonly question: Question; readonly user: KnownUser }[] = [];
  let user = listedUser;
  let answer = judge(user, parameters, now);
  while (typeof answer === 'string' && answer !== 'exemptGroups' && questions.length < 9) {
    questions.push({ question: answer, user });
    user = answered(user, answer, truth);
    answer = judge(user, parameters, now);
  }
  return { answer, questions };
}

function complianceOf(answer: Verdict | Question): string {
  return typeof answer === 'string' ? answer : answer.compliance;
}

/** Whether two answers to a question, all else being the same, lead to different verdicts. */
function verdictsHangOn(question: Question, user: KnownUser, parameters: RuleParameters, now: Date): boolean {
  const { exemptionTag: key = 'exempt' } = parameters;
  const passwords = [undefined, new Date(0), now];
  const devices = [[], ...MFA_DEVICE_TYPES.map((type) => [type])].filter(
    (types) => user.virtualDevice === types.some((type) => type === 'virtual') || user.virtualDevice === true,
  );
  const tags = [[], [{ key, value: '2999-12-31' }]];
  const truthsLeft = passwords.flatMap((createDate) =>
    devices.flatMap((types) => tags.map((values) => ({ createDate, types, values }))),
  );
  const verdicts = new Map<string, Set<string>>();
  for (const { createDate, types, values } of truthsLeft) {
    const full: KnownUser = {
      ...user,
      loginProfile: user.loginProfile ?? (createDate ? { createDate } : 'none'),
      mfaDevices: user.mfaDevices ?? types,
      tags: user.tags ?? values,
    };
    const others = JSON.stringify({ ...full, [question]: undefined });
    const verdict = judge(full, parameters, now);
    const reason = typeof verdict === 'string' ? verdict : `${verdict.compliance} ${verdict.reason}`;
    verdicts.set(others, (verdicts.get(others) ?? new Set()).add(reason));
  }
  return [...verdicts.values()].some((reasons) => reasons.size > 1);
}

test('judging with questions gives the verdict of judging with everything known', () => {
  fc.assert(
    fc.property(cases, ({ truth, parameters, now }) => {
      const { answer } = interview(bulk(truth), truth, parameters, now);
      expect(answer).toEqual(judge(known(truth), parameters, now));
    }),
  );
});

test('an unread list of virtual devices changes no compliance', () => {
  fc.assert(
    fc.property(cases, ({ truth, parameters, now }) => {
      const { virtualDevice: _, ...open } = bulk(truth);
      const { answer } = interview(open, truth, parameters, now);
      expect(complianceOf(answer)).toBe(complianceOf(judge(known(truth), parameters, now)));
    }),
  );
});

test('the same is never asked twice', () => {
  fc.assert(
    fc.property(cases, fc.boolean(), ({ truth, parameters, now }, unread) => {
      const user = unread ? { ...bulk(truth), exemptGroups: [], unreadGroups: ['A'] } : bulk(truth);
      const { questions } = interview(user, truth, parameters, now);
      expect(new Set(questions.map(({ question }) => question)).size).toBe(questions.length);
    }),
  );
});

test('nothing is asked whose answer cannot change the verdict', () => {
  fc.assert(
    fc.property(cases, ({ truth, parameters, now }) => {
      for (const { question, user } of interview(bulk(truth), truth, parameters, now).questions) {
        expect([question, verdictsHangOn(question, user, parameters, now)]).toEqual([question, true]);
      }
    }),
  );
});

test('whose verdict does not hang on a group that was not read gets the verdict of everybody else', () => {
  fc.assert(
    fc.property(cases, ({ truth, parameters, now }) => {
      const open = { ...bulk(truth), exemptGroups: [], unreadGroups: ['A'] };
      const { answer } = interview(open, truth, parameters, now);
      const inside = judge({ ...known(truth), exemptGroups: ['A'] }, parameters, now);
      const outside = judge({ ...known(truth), exemptGroups: [] }, parameters, now);
      if (answer === 'exemptGroups') expect(complianceOf(inside)).not.toBe(complianceOf(outside));
      else {
        expect(complianceOf(answer)).toBe(complianceOf(inside));
        expect(answer).toEqual(outside);
      }
    }),
  );
});

test('once NON_COMPLIANT, a user does not become COMPLIANT by the passing of time', () => {
  fc.assert(
    fc.property(cases, fc.nat({ max: 400 * DAY }), ({ truth, parameters, now }, later) => {
      const before = complianceOf(judge(known(truth), parameters, now));
      const after = complianceOf(judge(known(truth), parameters, new Date(now.getTime() + later)));
      if (before === 'NON_COMPLIANT') expect(after).toBe('NON_COMPLIANT');
      if (before === 'NOT_APPLICABLE') expect(after).not.toBe('COMPLIANT');
    }),
  );
});

test('once grace has ended, nobody is COMPLIANT by it', () => {
  fc.assert(
    fc.property(cases, ({ truth, parameters, now }) => {
      const created = truth.password?.getTime() ?? 0;
      const { gracePeriodDays, graceUntil } = parameters;
      const end = Math.max(
        gracePeriodDays === 0 ? 0 : created + gracePeriodDays * DAY,
        graceUntil?.getTime() ?? 0,
      );
      const verdict = judge(known(truth), parameters, now);
      const inGrace = typeof verdict === 'object' && verdict.reason === 'inGrace';
      if (now.getTime() >= end) expect(inGrace).toBe(false);
      if (inGrace) expect(verdict.endsAt).toEqual(new Date(end));
    }),
  );
});

test('another accepted device never makes a user worse', () => {
  fc.assert(
    fc.property(cases, anyType, ({ truth, parameters, now }, type) => {
      fc.pre(parameters.acceptedMfaTypes.includes(type));
      const before = judge(known(truth), parameters, now);
      const better = { ...truth, devices: [...new Set([...truth.devices, type])] };
      const after = judge(known(better), parameters, now);
      expect(complianceOf(after)).not.toBe('NON_COMPLIANT');
      if (complianceOf(before) === 'COMPLIANT') expect(complianceOf(after)).toBe('COMPLIANT');
    }),
  );
});
