import { styleText } from 'node:util';

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/** Colours text on a terminal that wants it, and nowhere else (NO_COLOR and FORCE_COLOR are honoured). */
export function styled(style: Style, text: string): string {
  return process.stdout.hasColors?.() === true ? styleText(style, text) : text;
}
