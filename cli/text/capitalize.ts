/** A text as it stands at the beginning of a line. */
export function capitalize(text: string): string {
  return text.replace(/^./, (letter) => letter.toUpperCase());
}
