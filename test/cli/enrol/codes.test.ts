import fc from 'fast-check';
import { Secret, TOTP } from 'otpauth';
import { diagnosePair, inTime, parseCode, secondsToNextCode } from '../../../cli/enrol/codes';

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const NOON = Date.parse('2027-01-15T12:00:00Z');

function code(secondsFromNoon: number, secret = SECRET): string {
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: NOON + secondsFromNoon * 1000 });
}

test.each([
  ['123456', '123456'],
  [' 012 345\t', '012345'],
  ['12345', undefined],
  ['1234567', undefined],
  ['12345a', undefined],
  ['１２３４５６', undefined],
  ['', undefined],
])('%j is read as %j', (typed, read) => expect(parseCode(typed)).toBe(read));

test.each([
  [0, 30],
  [1, 30],
  [1_000, 29],
  [29_999, 1],
])('%d ms into a code, the next one comes in %d s', (milliseconds, seconds) =>
  expect(secondsToNextCode(NOON + milliseconds)).toBe(seconds),
);

describe('two codes', () => {
  test.each([
    ['in time', [code(-30), code(0)], { kind: 'consecutive', secondsAhead: 0 }],
    ['five minutes old', [code(-330), code(-300)], { kind: 'consecutive', secondsAhead: -300 }],
    ['of a clock an hour fast', [code(3570), code(3600)], { kind: 'consecutive', secondsAhead: 3600 }],
    ['in the wrong order', [code(0), code(-30)], { kind: 'swapped' }],
    ['with one between them', [code(-60), code(0)], { kind: 'apart', seconds: 60 }],
    ['of another secret', [code(-30, 'A'.repeat(32)), code(0, 'A'.repeat(32))], { kind: 'foreign' }],
    ['of which one is mistyped', [code(-30), '000000'], { kind: 'foreign' }],
  ] as const)('%s', (_situation, [code1, code2], diagnosis) => {
    expect(diagnosePair(SECRET, [code1, code2], NOON)).toEqual(diagnosis);
  });

  test('are found whatever the secret, the instant and the clock that is wrong', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 40 }),
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.integer({ min: -1500, max: 1500 }),
        (bytes, second, stepsOff) => {
          const secret = new Secret({ buffer: Uint8Array.from(bytes).buffer });
          const now = (second + 100_000) * 1000;
          const at = (steps: number) => TOTP.generate({ secret, timestamp: now + steps * 30_000 });
          const diagnosis = diagnosePair(secret.base32, [at(stepsOff - 1), at(stepsOff)], now);
          expect(diagnosis).toEqual({ kind: 'consecutive', secondsAhead: stepsOff * 30 });
        },
      ),
      { numRuns: 20 },
    );
  });
});

test.each([
  [-60, false],
  [-30, true],
  [0, true],
  [30, true],
  [60, false],
])('codes %d s ahead of AWS are in time: %j', (secondsAhead, expected) =>
  expect(inTime(secondsAhead)).toBe(expected),
);
