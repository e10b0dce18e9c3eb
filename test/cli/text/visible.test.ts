import fc from 'fast-check';
import { toVisibleJson, visible } from '../../../cli/text/visible';

/** What a terminal obeys or hides: C0 and C1 controls, delete, bidirectional controls, zero-width characters, separators. */
const UNSAFE = [
  ...[0, 7, 8, 9, 10, 13, 27, 31, 0x7f, 0x80, 0x9b, 0x9f],
  ...[0x61c, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069, 0xfeff, 0xe0041],
].map((code) => String.fromCodePoint(code));

/** Any character. fast-check's unit 'binary' maps all of them before it draws the first. */
const character = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));

test('text that is safe stays as it is', () => {
  expect(visible('Zoë, 李雷 <b> "x" \\ £ 😀 é עברית')).toBe('Zoë, 李雷 <b> "x" \\ £ 😀 é עברית');
});

test('characters that a terminal obeys or hides are spelt out', () => {
  expect(visible('a\u001b[2Jb\u202ec\nd')).toBe('a\\u{1b}[2Jb\\u{202e}c\\u{a}d');
});

test.each(UNSAFE)('%j reaches no terminal', (character) => {
  expect(visible(character)).not.toContain(character);
  expect(toVisibleJson({ [character]: `a${character}b` }).trimEnd()).toMatch(/^[\n -~]+$/);
});

test('whatever text JSON holds, it reads back as the same and holds nothing unsafe', () => {
  fc.assert(
    fc.property(fc.string({ unit: character }), fc.constantFrom(...UNSAFE), (text, unsafe) => {
      const document = toVisibleJson([text + unsafe]);
      expect(JSON.parse(document)).toEqual([text + unsafe]);
      for (const character of UNSAFE.filter((candidate) => candidate !== '\n')) {
        expect(document).not.toContain(character);
      }
    }),
  );
});
