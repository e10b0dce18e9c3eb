/**
 * Characters that a reader cannot see, or that a page would obey: controls, bidirectional and zero-width characters, line
 * and paragraph separators, unpaired surrogates, private and unassigned code points.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

/** Text of the account with every invisible character written as its code point: `\u{202e}`. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
