import fc from 'fast-check';
import { data, html } from '../../../cli/html/markup';

test('text cannot become markup, in text or in a quoted attribute', () => {
  const text = `<b title="x" id='y'>&amp;`;
  expect(html`<i title="${text}">${text}</i>`.toString()).toBe(
    '<i title="&lt;b title=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;">&lt;b title=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;</i>',
  );
});

test('what would not be seen, or would be obeyed, is spelt out', () => {
  expect(data('a\u202eb\u0000\u200b\u2028').toString()).toBe(
    '<bdi>a\\u{202e}b\\u{0}\\u{200b}\\u{2028}</bdi>',
  );
});

test('markup is kept, lists are joined, numbers are written, nothing is left out', () => {
  const items = ['a', 'b'].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${items}</ul>${7}${undefined}${html`<hr>`}`.toString()).toBe(
    '<ul><li>a</li><li>b</li></ul>7<hr>',
  );
});

test('whatever a text holds, none of it is markup and all of it can be read back', () => {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'<>&"\'ab;/= lt#39') }), (text) => {
      const written = html`${text}`.toString();
      expect(written).not.toMatch(/[<>"']/);
      expect(written.replace(/&([^;]+);/g, (_, name: string) => entities[name] ?? '?')).toBe(text);
    }),
  );
});
