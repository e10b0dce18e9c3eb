import { parseEnforcementDate } from '../../../rule/policies/enforcement-date';

test.each([
  ['a day, from its beginning', '2027-02-01', '2027-02-01T00:00:00.000Z'],
  ['the last of February in a leap year', '2028-02-29', '2028-02-29T00:00:00.000Z'],
  ['an instant', '2027-01-31T18:00:00Z', '2027-01-31T18:00:00.000Z'],
  ['an instant with an offset', '2027-01-31T18:00+01:00', '2027-01-31T17:00:00.000Z'],
])('%s', (_, text, expected) => {
  expect(parseEnforcementDate(text).toISOString()).toBe(expected);
});

test.each([
  '',
  'tomorrow',
  '2027-02-30',
  '2027-2-1',
  '01.02.2027',
  '2027-02-01T00:00:00',
  '2027-02-01T24:00Z',
])('refuses %p, and says what it takes', (text) => {
  expect(() => parseEnforcementDate(text)).toThrow(
    `InvalidEnforcementDate: enforceMfaFrom is "${text}"; allowed: a day YYYY-MM-DD (from its beginning, UTC) or an ` +
      'instant with its offset, such as 2027-01-31T18:00:00Z',
  );
});
