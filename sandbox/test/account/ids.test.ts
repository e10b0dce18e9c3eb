import { Ids } from '../../account/ids';

describe('Ids', () => {
  test.each([
    ['AIDA', /^AIDA[A-Z2-7]{17}$/],
    ['AGPA', /^AGPA[A-Z2-7]{17}$/],
    ['AKIA', /^AKIA[A-Z2-7]{16}$/],
    ['ASIA', /^ASIA[A-Z2-7]{16}$/],
  ] as const)('%s ids look like AWS’s', (prefix, form) => {
    expect(new Ids('seed').unique(prefix)).toMatch(form);
  });

  test('the same seed gives the same ids in the same order, another seed others', () => {
    const some = (seed: string) => {
      const ids = new Ids(seed);
      return [
        ids.unique('AIDA'),
        ids.secretAccessKey(),
        ids.base32Seed(),
        ids.unique('AIDA'),
        ids.requestId(),
      ];
    };
    expect(some('a')).toEqual(some('a'));
    expect(some('a')).not.toEqual(some('b'));
  });

  test('ten thousand ids are ten thousand different ones', () => {
    const ids = new Ids('seed');
    expect(new Set(Array.from({ length: 10_000 }, () => ids.unique('AIDA'))).size).toBe(10_000);
  });

  test('a secret access key has 40 characters and a secret configuration key 64 of base32', () => {
    const ids = new Ids('seed');
    expect(ids.secretAccessKey()).toMatch(/^[A-Za-z0-9+/]{40}$/);
    expect(ids.base32Seed()).toMatch(/^[A-Z2-7]{64}$/);
  });
});
