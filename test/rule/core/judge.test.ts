import { annotate } from '../../../rule/core/annotation';
import { judge } from '../../../rule/core/judge';
import type { KnownUser } from '../../../rule/core/known-user';
import type { RuleParameters } from '../../../rule/core/rule-parameters';
import type { Question } from '../../../rule/core/verdict';
import { SCENARIOS } from '../../support/judge-scenarios';
import { listed, policy, unlisted } from '../../support/known-users';

const NOON = new Date('2027-01-15T12:00:00Z');
const password = { createDate: new Date('2027-01-01T08:30:00Z') };

const EVERYTHING: Partial<RuleParameters> = {
  exemptUsers: ['bob'],
  exemptPaths: ['/service/'],
  exemptGroups: ['A'],
  exemptionTag: 'exempt',
  gracePeriodDays: 365,
  graceUntil: new Date('2099-01-01T00:00:00Z'),
  acceptedMfaTypes: ['virtual', 'sms'],
};

describe('scenarios', () => {
  test.each(SCENARIOS)('$title', ({ user, policy: parameters, now, answer, annotation }) => {
    const rule = policy(parameters);
    const judged = judge(user, rule, now === undefined ? NOON : new Date(now));
    expect(judged).toEqual(answer);
    expect(typeof judged === 'string' ? undefined : annotate(user.userName, judged, rule)).toBe(annotation);
  });
});

describe('the order of questions', () => {
  const tagged = { exemptionTag: 'exempt' } as const;
  test.each<[string, KnownUser, Partial<RuleParameters>, Question]>([
    ['the password comes first', listed(), {}, 'loginProfile'],
    ['then the devices', listed({ loginProfile: password }), {}, 'mfaDevices'],
    ['then the tags', listed({ loginProfile: password, mfaDevices: [] }), tagged, 'tags'],
    [
      'tags are read although devices are held that do not count',
      listed({ loginProfile: password, mfaDevices: ['sms'] }),
      { ...tagged, acceptedMfaTypes: ['fido'] },
      'tags',
    ],
    [
      'a virtual device that does not count leaves the password open',
      listed({ virtualDevice: true }),
      { acceptedMfaTypes: ['fido'] },
      'loginProfile',
    ],
    [
      'a virtual device that does not count leaves the devices open',
      listed({ virtualDevice: true, loginProfile: password }),
      { acceptedMfaTypes: ['fido'] },
      'mfaDevices',
    ],
    [
      'where only virtual devices count, tags follow the password',
      listed({ loginProfile: password }),
      { ...tagged, acceptedMfaTypes: ['virtual'] },
      'tags',
    ],
    [
      'where only virtual devices count and their list was not read, the devices are asked for',
      unlisted({ loginProfile: password }),
      { acceptedMfaTypes: ['virtual'] },
      'mfaDevices',
    ],
    [
      'a user in grace is asked for devices',
      listed({ loginProfile: password }),
      { gracePeriodDays: 365 },
      'mfaDevices',
    ],
    ['a group that was not read is all that is open', listed({ unreadGroups: ['A'] }), {}, 'exemptGroups'],
    [
      'beside a group that was not read, an exemption by tag is still looked for: the password',
      listed({ unreadGroups: ['A'] }),
      tagged,
      'loginProfile',
    ],
    [
      'beside a group that was not read, an exemption by tag is still looked for: the tags',
      listed({ unreadGroups: ['A'], loginProfile: password, mfaDevices: [] }),
      tagged,
      'tags',
    ],
    [
      'no password leaves only the group that was not read open',
      listed({ unreadGroups: ['A'], loginProfile: 'none' }),
      tagged,
      'exemptGroups',
    ],
    [
      'an accepted device leaves only the group that was not read open',
      listed({ unreadGroups: ['A'], virtualDevice: true }),
      tagged,
      'exemptGroups',
    ],
    [
      'no tag leaves only the group that was not read open',
      listed({ unreadGroups: ['A'], loginProfile: password, mfaDevices: [], tags: [] }),
      tagged,
      'exemptGroups',
    ],
  ])('%s', (_name, user, parameters, question) => {
    expect(judge(user, policy(parameters), NOON)).toBe(question);
  });
});

test('a user who may be in a group that was not read is exempt by tag all the same', () => {
  const tags = [{ key: 'exempt', value: '2027-02-01' }];
  const user = listed({ unreadGroups: ['A'], loginProfile: password, mfaDevices: [], tags });
  expect(judge(user, policy({ exemptionTag: 'exempt' }), NOON)).toEqual({
    compliance: 'NOT_APPLICABLE',
    reason: 'exempt',
    exemption: { by: 'tag', key: 'exempt', lastDay: '2027-02-01' },
  });
});

describe('what costs no call', () => {
  test.each<[string, KnownUser, Partial<RuleParameters>]>([
    ['an exemption by name', listed(), { exemptUsers: ['alice'] }],
    ['an exemption by path', listed({ path: '/service/' }), { exemptPaths: ['/service/'] }],
    ['an exemption by group', listed({ exemptGroups: ['A'] }), { exemptGroups: ['A'] }],
    [
      'an exemption by a group that was read, beside one that was not',
      listed({ exemptGroups: ['A'], unreadGroups: ['B'] }),
      { exemptGroups: ['A', 'B'] },
    ],
    [
      'an exemption by name, whatever groups were not read',
      listed({ unreadGroups: ['B'] }),
      { exemptUsers: ['*'] },
    ],
    ['a virtual device', listed({ virtualDevice: true }), {}],
    ['a virtual device, whatever the other parameters are', listed({ virtualDevice: true }), EVERYTHING],
  ])('%s', (_name, user, parameters) => {
    expect(judge(user, policy(parameters), NOON)).toHaveProperty('compliance');
  });
});
