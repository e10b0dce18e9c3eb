import fc from 'fast-check';
import { padEnd, widthOf, wrap, wrapIndented } from '../../../cli/text/wrap';

test('breaks between words, and within a word that is longer than a line', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('incomprehensible is long', 8)).toEqual(['incompre', 'hensible', 'is long']);
  expect(wrap('', 8)).toEqual(['']);
  expect(wrapIndented('one two three', 9)).toEqual(['  one two', '  three']);
});

test('wide characters take two columns and combining marks none', () => {
  expect(widthOf('李雷')).toBe(4);
  expect(widthOf('e\u0301')).toBe(1);
  expect(wrap('李雷李雷', 5)).toEqual(['李雷', '李雷']);
  expect(padEnd('李', 4)).toBe('李  ');
});

test('no line is wider than asked for, and nothing but spaces is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, columns) => {
      const lines = wrap(text, columns);
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }),
  );
});
