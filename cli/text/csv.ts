import { visible } from './visible';

/**
 * Where a spreadsheet may see the beginning of a cell: that of the field, and after a separator or line break within it.
 * A spreadsheet that separates by `;` or tabs takes a field of this table apart, quotation marks or not.
 */
const CELL_BEGINS_LIKE_FORMULA = /(^|[;,\t\r\n] *)(?=[=+\-@])|^(?=[\t\r])/g;

/**
 * A table by RFC 4180, its lines ended by CRLF.
 *
 * Spreadsheets run a cell that begins like a formula, and user names may begin with `=`, `+`, `-` or `@`: what would
 * begin one gets a `'` before it.
 *
 * @param shown a cell as it may be shown; a line break that it leaves stays.
 */
export function csvTable(lines: readonly (readonly string[])[], shown = visible): string {
  const encode = (text: string) => {
    const cell = shown(text.replace(CELL_BEGINS_LIKE_FORMULA, "$1'"));
    return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  };
  return lines.map((cells) => `${cells.map(encode).join(',')}\r\n`).join('');
}
