import fc from 'fast-check';
import { exemptByIdentity, exemptByTag } from '../../../rule/core/exemption';
import { listed, policy } from '../../support/known-users';

function matches(pattern: string, userName: string): boolean {
  return exemptByIdentity(listed({ userName }), policy({ exemptUsers: [pattern] })) !== undefined;
}

describe('a pattern of exemptUsers', () => {
  test.each([
    ['alice', 'alice', true],
    ['alice', 'Alice', false],
    ['alice', 'alices', false],
    ['alice', 'malice', false],
    ['*', 'alice', true],
    ['**', 'alice', true],
    ['al*', 'alice', true],
    ['al*', 'al', true],
    ['al*', 'mal', false],
    ['*ce', 'alice', true],
    ['*ce', 'cell', false],
    ['a*e', 'alice', true],
    ['a*e', 'ae', true],
    ['a*e', 'a', false],
    ['a*a', 'a', false],
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['a*l*c*e', 'alice', true],
    ['a*c*l*e', 'alice', false],
    ['a*i*i*e', 'alice', false],
    ['a*ic*ce', 'alice', false],
    ['*li*', 'alice', true],
    ['*LI*', 'alice', false],
    ['a.ice', 'alice', false],
    ['al+ice', 'al+ice', true],
    ['first,last@*', 'first,last@example.com', true],
  ])('%s on %s: %s', (pattern, userName, expected) => {
    expect(matches(pattern, userName)).toBe(expected);
  });

  test('matches what the same expression with .* matches', () => {
    const word = (characters: string) => fc.string({ unit: fc.constantFrom(...characters), maxLength: 8 });
    fc.assert(
      fc.property(word('ab*'), word('ab'), (pattern, userName) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
        expect(matches(pattern, userName)).toBe(expression.test(userName));
      }),
    );
  });

  test('takes no longer for many wildcards', () => {
    expect(matches(`${'*a'.repeat(30)}b`, 'a'.repeat(64))).toBe(false);
  });
});

describe('who the user is', () => {
  const user = listed({ path: '/service/ci/', exemptGroups: ['Robots', 'Auditors'] });

  test('name goes before path, path before group', () => {
    const everything = { exemptUsers: ['a*'], exemptPaths: ['/service/'], exemptGroups: ['Robots'] };
    expect(exemptByIdentity(user, policy(everything))).toEqual({ by: 'user', pattern: 'a*' });
    expect(exemptByIdentity(user, policy({ ...everything, exemptUsers: ['b*'] }))).toEqual({
      by: 'path',
      prefix: '/service/',
    });
    expect(exemptByIdentity(user, policy({ exemptGroups: ['Robots'] }))).toEqual({
      by: 'group',
      groupName: 'Robots',
    });
  });

  test.each([
    ['/service/ci/', true],
    ['/', true],
    ['/service/ci/x/', false],
    ['/ci/', false],
    ['/Service/', false],
  ])('path prefix %s exempts a user at /service/ci/: %s', (prefix, expected) => {
    const exemption = exemptByIdentity({ ...user, exemptGroups: [] }, policy({ exemptPaths: [prefix] }));
    expect(exemption !== undefined).toBe(expected);
  });

  test('nobody is exempt by default', () => {
    expect(exemptByIdentity(listed(), policy())).toBeUndefined();
  });
});

describe('an exemption tag', () => {
  const now = new Date('2028-02-29T12:00:00Z');
  const tagged = (value: string, key = 'exempt') => [
    { key: 'team', value: '2999-01-01' },
    { key, value },
  ];

  test('exempts through its last day', () => {
    const exemption = { by: 'tag', key: 'exempt', lastDay: '2028-02-29' };
    expect(exemptByTag(tagged('2028-02-29'), 'exempt', now)).toEqual(exemption);
    expect(exemptByTag(tagged('2028-02-29'), 'exempt', new Date('2028-02-29T23:59:59.999Z'))).toEqual(
      exemption,
    );
  });

  test('no longer exempts when its last day has ended', () => {
    expect(exemptByTag(tagged('2028-02-28'), 'exempt', new Date('2028-02-29T00:00:00Z'))).toEqual({
      key: 'exempt',
      value: '2028-02-28',
      fault: 'expired',
    });
  });

  test.each(['', ' ', 'yes', '2028-02-30', '2027-02-29', ' 2028-03-01', '2028-3-1', '2028-03-01T00:00:00Z'])(
    'does not exempt by the value "%s"',
    (value) => {
      expect(exemptByTag(tagged(value), 'exempt', now)).toEqual({
        key: 'exempt',
        value,
        fault: 'not a date',
      });
    },
  );

  test('is found whatever the case of its key, and named as the policy names it', () => {
    expect(exemptByTag(tagged('2028-03-01', 'EXEMPT'), 'Exempt', now)).toEqual({
      by: 'tag',
      key: 'Exempt',
      lastDay: '2028-03-01',
    });
  });

  test('that is not there says nothing', () => {
    expect(exemptByTag([{ key: 'exempted', value: '2028-03-01' }], 'exempt', now)).toBeUndefined();
    expect(exemptByTag([], 'exempt', now)).toBeUndefined();
  });
});
