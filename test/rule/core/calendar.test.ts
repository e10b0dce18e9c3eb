import fc from 'fast-check';
import { addDays, endOfDay, formatInstant, parseInstant } from '../../../rule/core/calendar';

describe('the end of a day', () => {
  test.each([
    ['2027-01-31', '2027-02-01T00:00:00.000Z'],
    ['2027-02-28', '2027-03-01T00:00:00.000Z'],
    ['2028-02-28', '2028-02-29T00:00:00.000Z'],
    ['2028-02-29', '2028-03-01T00:00:00.000Z'],
    ['2000-02-29', '2000-03-01T00:00:00.000Z'],
    ['2027-12-31', '2028-01-01T00:00:00.000Z'],
    ['9999-12-31', '+010000-01-01T00:00:00.000Z'],
  ])('%s ends at %s', (day, end) => {
    expect(endOfDay(day)?.toISOString()).toBe(end);
  });

  test.each([
    '2027-02-29',
    '2100-02-29',
    '2028-02-30',
    '2027-04-31',
    '2027-13-01',
    '2027-00-10',
    '2027-01-00',
    '2027-01-32',
    '2027-1-1',
    '27-01-01',
    '12027-01-01',
    '+012027-02',
    '2027-01-011',
    '2027/01/01',
    '20270101',
    ' 2027-01-01',
    '2027-01-01 ',
    '2027-01-01\n',
    '2027-01-01T00:00:00Z',
    '٢٠٢٧-٠١-٠١',
    '',
  ])('"%s" is no day', (text) => {
    expect(endOfDay(text)).toBeUndefined();
  });

  test('comes a day after its beginning, whichever the day', () => {
    const days = fc.date({ min: new Date('1970-01-01'), max: new Date('9999-12-30'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10);
        expect(endOfDay(day)?.getTime()).toBe(Date.parse(day) + 86_400_000);
      }),
    );
  });
});

describe('an instant', () => {
  test.each([
    ['2027-01-31T18:00:00Z', '2027-01-31T18:00:00.000Z'],
    ['2027-01-31T18:00Z', '2027-01-31T18:00:00.000Z'],
    ['2027-01-31T18:00:59.5Z', '2027-01-31T18:00:59.500Z'],
    ['2027-01-31T18:00:59.123Z', '2027-01-31T18:00:59.123Z'],
    ['2027-01-31T18:00:00+01:00', '2027-01-31T17:00:00.000Z'],
    ['2027-01-31T18:00+05:45', '2027-01-31T12:15:00.000Z'],
    ['2027-12-31T23:30:00-01:00', '2028-01-01T00:30:00.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['2027-01-31T09:00:00-23:59', '2027-02-01T08:59:00.000Z'],
  ])('%s is %s', (text, iso) => {
    expect(parseInstant(text)?.toISOString()).toBe(iso);
  });

  test.each([
    '2027-01-31',
    '2027-01-31T18:00:00',
    '2027-01-31 18:00:00Z',
    '2027-01-31T18Z',
    '2027-01-31T24:00:00Z',
    '2027-01-31T18:60:00Z',
    '2027-01-31T18:00:60Z',
    '2027-01-31T18:00:00.1234Z',
    '2027-01-31T18:00:00.Z',
    '2027-01-31T18:00:00z',
    '2027-01-31T18:00:00+0100',
    '2027-01-31T18:00:00+24:00',
    '2027-01-31T18:00:00+01:60',
    '2027-02-29T18:00:00Z',
    '2027-04-31T18:00:00Z',
    'x2027-01-31T18:00:00Z',
    '2027-01-31T18:00:00Zx',
    '1800000000',
    'tomorrow',
    '',
  ])('"%s" is none', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

test('days are added by the clock of UTC, over leap days and year ends', () => {
  expect(addDays(new Date('2028-02-28T08:30:00.001Z'), 2)).toEqual(new Date('2028-03-01T08:30:00.001Z'));
  expect(addDays(new Date('2027-12-31T08:30:00Z'), 365)).toEqual(new Date('2028-12-30T08:30:00Z'));
  expect(addDays(new Date('2027-03-27T08:30:00Z'), 1)).toEqual(new Date('2027-03-28T08:30:00Z'));
});

test('an instant is written to the second, or to the millisecond where it has any', () => {
  expect(formatInstant(new Date('2027-01-31T18:00:00.000Z'))).toBe('2027-01-31T18:00:00Z');
  expect(formatInstant(new Date('2027-01-31T18:00:00.120Z'))).toBe('2027-01-31T18:00:00.120Z');
});
