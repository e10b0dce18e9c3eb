import fc from 'fast-check';
import { EventIds } from '../../../rule/rehearsal/event-ids';

const NIL = '00000000-0000-0000-0000-000000000000';

test('an ID is new once', () => {
  const ids = new EventIds();
  const all = [
    NIL,
    'c0ffee00-0000-4000-8000-000000000001',
    'C0FFEE00-0000-4000-8000-000000000001',
    'event 1',
    '',
  ];
  expect(all.map((id) => ids.add(id))).toEqual([true, true, true, true, true]);
  expect(all.map((id) => ids.add(id))).toEqual([false, false, false, false, false]);
});

test('every digit of a UUID matters', () => {
  const ids = new EventIds();
  const uuids = [...NIL].flatMap((character, index) =>
    character === '-' ? [] : [`${NIL.slice(0, index)}1${NIL.slice(index + 1)}`],
  );
  expect(uuids.map((id) => ids.add(id))).toEqual(uuids.map(() => true));
  expect(uuids.map((id) => ids.add(id))).toEqual(uuids.map(() => false));
});

test('it agrees with a set of strings, through many enlargements', () => {
  const digit = fc.constantFrom('0', '1', 'f');
  const similar = fc.array(digit, { minLength: 32, maxLength: 32 }).map((digits) => {
    const text = digits.join('');
    const parts = [
      text.slice(0, 8),
      text.slice(8, 12),
      text.slice(12, 16),
      text.slice(16, 20),
      text.slice(20),
    ];
    return parts.join('-');
  });
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.uuid(), similar, fc.string())), fc.nat({ max: 3000 }), (some, count) => {
      const many = Array.from({ length: count }, (_, index) => {
        const number = (index % 2500).toString(16).padStart(8, '0');
        return `${number}-0000-4000-8000-000000000000`;
      });
      const ids = new EventIds();
      const expected = new Set<string>();
      for (const id of [...some, ...many, ...some]) {
        if (ids.add(id) === expected.has(id)) throw new Error(`${id} of ${expected.size}`);
        expected.add(id);
      }
    }),
    { numRuns: 30 },
  );
});
