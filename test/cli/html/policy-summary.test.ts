import { policySummary } from '../../../cli/html/policy-summary';
import type { RuleParameters } from '../../../rule/core/rule-parameters';
import { policy } from '../../support/known-users';

function sentences(parameters: Partial<RuleParameters>): readonly string[] {
  const text = policySummary(policy(parameters)).toString();
  return [...text.matchAll(/<li>(.*?)<\/li>/g)].map(([, sentence = '']) =>
    sentence.replaceAll(/<[^>]+>/g, ''),
  );
}

test('the default policy in words', () => {
  expect(sentences({})).toEqual([
    'A user with a console password must have an MFA device, of whatever type.',
    'A user without a console password passes.',
    'Nobody has a grace period.',
    'Nobody is exempt.',
    'The root user is not part of this audit.',
  ]);
});

test('a policy where everything is set', () => {
  expect(
    sentences({
      acceptedMfaTypes: ['fido', 'hardware-totp'],
      gracePeriodDays: 1,
      graceUntil: new Date('2027-02-01T00:00:00Z'),
      exemptUsers: ['break-glass-*', 'robot'],
      exemptPaths: ['/service/'],
      exemptGroups: ['a<b'],
      exemptionTag: 'until',
      includeRoot: true,
    }),
  ).toEqual([
    'A user with a console password must have an MFA device of an accepted type: passkey or security key (fido) or hardware token (hardware-totp).',
    'A user without a console password passes.',
    'For 1 day after a password was created, its user has grace.',
    'Until 2027-02-01 00:00:00 UTC, everybody has grace.',
    'Exempt: users who are called break-glass-* or robot.',
    'Exempt: users whose path begins with /service/.',
    'Exempt: members of a&lt;b.',
    'Exempt: users whose tag until holds a day, to the end of that day (UTC).',
    'The root user is judged too: with a password it must have an MFA device.',
  ]);
});
