import { codeAt, synchronize, takeCode } from '../../account/totp';

/** The secret of RFC 6238's test vectors, `12345678901234567890`, in base32. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const unused = { secret, driftSteps: 0, lastStep: 0 };

function at(step: number): Date {
  return new Date(step * 30_000);
}

describe('codeAt', () => {
  test.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [20000000000, '353130'],
  ])('second %s shows %s, the last six digits of RFC 6238', (second, code) => {
    expect(codeAt(secret, new Date(second * 1000))).toBe(code);
  });
});

describe('synchronize', () => {
  test('two consecutive codes of now bring a device into sync', () => {
    expect(synchronize(unused, codeAt(secret, at(999)), codeAt(secret, at(1000)), at(1000))).toEqual({
      secret,
      driftSteps: 0,
      lastStep: 1000,
    });
  });

  test('codes that come ten steps late leave it ten steps behind', () => {
    const late = synchronize(unused, codeAt(secret, at(989)), codeAt(secret, at(990)), at(1000));
    expect(late?.driftSteps).toBe(-10);
  });

  test.each([
    ['the same code twice', 1000, 1000],
    ['codes in the wrong order', 1000, 999],
    ['codes that are not consecutive', 998, 1000],
    ['codes of an hour ago', 880, 881],
  ])('%s are refused', (_, first, second) => {
    expect(
      synchronize(unused, codeAt(secret, at(first)), codeAt(secret, at(second)), at(1000)),
    ).toBeUndefined();
  });

  test('codes that were taken before are refused', () => {
    const used = { secret, driftSteps: 0, lastStep: 1000 };
    expect(synchronize(used, codeAt(secret, at(999)), codeAt(secret, at(1000)), at(1000))).toBeUndefined();
  });
});

describe('takeCode', () => {
  test.each([-1, 0, 1])('a code %s steps from now is taken, once', (steps) => {
    const code = codeAt(secret, at(1000 + steps));
    const taken = takeCode(unused, code, at(1000));
    expect(taken).toEqual({ secret, driftSteps: 0, lastStep: 1000 + steps });
    expect(takeCode(taken ?? unused, code, at(1000))).toBeUndefined();
  });

  test.each([-2, 2])('a code %s steps from now is refused', (steps) => {
    expect(takeCode(unused, codeAt(secret, at(1000 + steps)), at(1000))).toBeUndefined();
  });

  test('a device that is out of sync is asked for the codes of its own time', () => {
    const behind = { secret, driftSteps: -10, lastStep: 990 };
    expect(takeCode(behind, codeAt(secret, at(1000)), at(1000))).toBeUndefined();
    expect(takeCode(behind, codeAt(secret, at(991)), at(1000))).toBeDefined();
  });
});
