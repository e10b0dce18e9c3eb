import { visible } from './visible';

/**
 * A table by RFC 4180, its lines ended by CRLF.
 *
 * Spreadsheets run a cell that begins like a formula, and user names may begin with `=`, `+`, `-` or `@`: such a cell
 * gets a `'` before it.
 *
 * @param shown a cell as it may be shown; a line break that it leaves stays.
 */
export function csvTable(lines: readonly (readonly string[])[], shown = visible): string {
  const encode = (text: string) => {
    const cell = shown(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
    return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  };
  return lines.map((cells) => `${cells.map(encode).join(',')}\r\n`).join('');
}
