import { padEnd, widthOf, wrap } from './wrap';

/** What stands before every column. */
export const INDENT = '  ';

/** Texts beside each other, each wrapped in its own column; numbers stand to the right of theirs. */
export function columnLines(
  texts: readonly string[],
  widths: readonly number[],
  numbers: ReadonlySet<number> = new Set(),
): readonly string[] {
  const wrapped = texts.map((text, at) => wrap(text, widths[at] ?? 1));
  const cell = (text: string, at: number) => {
    const width = widths[at] ?? 0;
    if (numbers.has(at)) return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
    return padEnd(text, at < texts.length - 1 ? width : 0);
  };
  return Array.from({ length: Math.max(...wrapped.map(({ length }) => length)) }, (_, line) =>
    wrapped
      .map((lines, at) => INDENT + cell(lines[line] ?? '', at))
      .join('')
      .trimEnd(),
  );
}

/** How wide the widest of some texts is. */
export function widestOf(texts: readonly string[]): number {
  return texts.reduce((widest, text) => Math.max(widest, widthOf(text)), 0);
}
