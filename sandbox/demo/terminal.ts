import { styleText } from 'node:util';

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/** Colours text on a terminal that wants it, and nowhere else (NO_COLOR and FORCE_COLOR are honoured). */
export function styled(style: Style, text: string): string {
  return process.stdout.hasColors?.() === true ? styleText(style, text) : text;
}

/** Breaks a sentence between words into lines of at most `width` characters. */
export function wrap(sentence: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of sentence.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
