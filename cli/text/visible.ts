/**
 * Control and format characters (bidirectional controls and zero-width characters among them), line and paragraph
 * separators, surrogates without a partner, private and unassigned code points. A terminal obeys some of them and
 * shows none.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

/** Text from an account as a terminal may show it: what would not be seen, or would be obeyed, is spelt out. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same for text of this project's that holds line breaks of its own. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

/** JSON that reads back as the same value and shows nothing raw. Ends with a line break. */
export function toVisibleJson(value: unknown): string {
  const json = JSON.stringify(value, undefined, 2).replace(UNSEEN, (character) =>
    character === '\n' ? character : escapeForJson(character),
  );
  return `${json}\n`;
}

function escapeForJson(character: string): string {
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}
