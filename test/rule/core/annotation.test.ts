import fc from 'fast-check';
import { annotate, cutToLimit } from '../../../rule/core/annotation';
import { MFA_DEVICE_TYPES } from '../../../rule/core/mfa-device';
import type { FailedExemption, Verdict } from '../../../rule/core/verdict';
import { policy } from '../../support/known-users';

// Every row of the verdict table has its annotation, literally, in support/judge-scenarios.ts.

const LONGEST_NAME = 'n'.repeat(64);
const failing = { compliance: 'NON_COMPLIANT', reason: 'noAcceptedDevice', deviceTypes: [] } as const;

test('with the longest user name, the remedy and the end of grace are there', () => {
  const inGrace: Verdict = {
    compliance: 'COMPLIANT',
    reason: 'inGrace',
    endsAt: new Date('2027-01-31T08:30:00.123Z'),
    deviceTypes: ['virtual'],
  };
  const parameters = policy({ acceptedMfaTypes: ['fido'] });
  expect(annotate(LONGEST_NAME, inGrace, parameters)).toBe(
    `${LONGEST_NAME} has a console password and no MFA device of an accepted type (fido), only virtual. Grace ends 2027-01-31T08:30:00.123Z; until then: IAM > Users > Security credentials > Assign MFA device.`,
  );
});

test('a failed exemption and an ended grace period are told together', () => {
  const failedExemption: FailedExemption = { key: 'exempt', value: '2027-01-15', fault: 'expired' };
  const verdict: Verdict = { ...failing, failedExemption, graceEndedAt: new Date('2027-01-10T00:00:00Z') };
  expect(annotate('al', verdict, policy())).toBe(
    'al has a console password and no MFA device. To do: IAM > Users > Security credentials > Assign MFA device. The exemption by tag exempt ended with 2027-01-15. Grace ended 2027-01-10T00:00:00Z.',
  );
});

test('a long tag value is cut between words, after the remedy', () => {
  const failedExemption: FailedExemption = {
    key: 'exempt',
    value: 'forever and '.repeat(21),
    fault: 'not a date',
  };
  const annotation = annotate('alice', { ...failing, failedExemption }, policy());
  expect(annotation).toBe(
    'alice has a console password and no MFA device. To do: IAM > Users > Security credentials > Assign MFA device. Tag exempt does not exempt: its value must be a day YYYY-MM-DD, not "forever and forever and forever and forever and forever and forever and…',
  );
  expect(annotation.length).toBeLessThanOrEqual(256);
});

describe('cutting', () => {
  test('leaves 256 characters as they are', () => {
    expect(cutToLimit('x'.repeat(256))).toBe('x'.repeat(256));
  });

  test('cuts 257 characters to 255 and an ellipsis', () => {
    expect(cutToLimit('x'.repeat(257))).toBe(`${'x'.repeat(255)}…`);
  });

  test('cuts before the word that does not fit', () => {
    expect(cutToLimit(`${'x'.repeat(200)} ${'y'.repeat(60)}`)).toBe(`${'x'.repeat(200)}…`);
    expect(cutToLimit(`${'x'.repeat(129)} ${'y'.repeat(200)}`)).toBe(`${'x'.repeat(129)}…`);
  });

  test('cuts inside a word that fills half of the text', () => {
    expect(cutToLimit(`${'x'.repeat(128)} ${'y'.repeat(200)}`)).toBe(
      `${'x'.repeat(128)} ${'y'.repeat(126)}…`,
    );
  });

  test('never cuts a character in two', () => {
    expect(cutToLimit(`x${'🔑'.repeat(128)}`)).toBe(`x${'🔑'.repeat(127)}…`);
    expect(cutToLimit(`xx${'🔑'.repeat(128)}`)).toBe(`xx${'🔑'.repeat(126)}…`);
  });
});

test('whatever the names are, an annotation has 1 to 256 characters, is well formed and stays the same', () => {
  const character = fc
    .nat(0x10ffff)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code));
  const name = fc.string({ unit: character, maxLength: 300 });
  const types = fc.subarray([...MFA_DEVICE_TYPES]);
  const date = fc.date({ noInvalidDate: true });
  const verdicts: fc.Arbitrary<Verdict> = fc.oneof(
    fc.record({ compliance: fc.constant('COMPLIANT' as const), reason: fc.constant('noPassword' as const) }),
    fc.record({
      compliance: fc.constant('COMPLIANT' as const),
      reason: fc.constant('acceptedDevice' as const),
      types,
    }),
    fc.record({
      compliance: fc.constant('COMPLIANT' as const),
      reason: fc.constant('inGrace' as const),
      endsAt: date,
      deviceTypes: types,
    }),
    fc.record({
      compliance: fc.constant('NON_COMPLIANT' as const),
      reason: fc.constant('noAcceptedDevice' as const),
      deviceTypes: types,
      graceEndedAt: date,
      failedExemption: fc.record({
        key: name,
        value: name,
        fault: fc.constantFrom('expired' as const, 'not a date' as const),
      }),
    }),
    fc.record({
      compliance: fc.constant('NOT_APPLICABLE' as const),
      reason: fc.constant('exempt' as const),
      exemption: fc.oneof(
        fc.record({ by: fc.constant('user' as const), pattern: name }),
        fc.record({ by: fc.constant('path' as const), prefix: name }),
        fc.record({ by: fc.constant('group' as const), groupName: name }),
        fc.record({ by: fc.constant('tag' as const), key: name, lastDay: name }),
      ),
    }),
  );
  fc.assert(
    fc.property(name, verdicts, types, (userName, verdict, acceptedMfaTypes) => {
      const annotation = annotate(userName, verdict, policy({ acceptedMfaTypes }));
      expect(annotation.length).toBeGreaterThanOrEqual(1);
      expect(annotation.length).toBeLessThanOrEqual(256);
      // Half a character would become U+FFFD.
      expect(Buffer.from(annotation).toString()).toBe(annotation);
      expect(annotate(userName, verdict, policy({ acceptedMfaTypes }))).toBe(annotation);
    }),
  );
});
