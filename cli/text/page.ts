import { styleText } from 'node:util';
import type { Sink } from '../shell';

/** What text for people is laid out on. */
export interface Page {
  /** The most columns of a line; undefined where nothing limits it. */
  readonly columns: number | undefined;
  readonly colour: boolean;
}

/** A file, or a pipe that says nothing else. */
export const PLAIN_PAGE: Page = { columns: undefined, colour: false };

const NARROWEST = 20;

/**
 * The page that a stream is. Colour is for terminals; `FORCE_COLOR` and `NO_COLOR` decide otherwise, the former first,
 * as in Node.js. `COLUMNS` gives the width where the stream has none of its own.
 */
export function pageOf(sink: Sink, env: Readonly<Record<string, string | undefined>>): Page {
  const declared = Number(env['COLUMNS']);
  const columns = sink.columns || (Number.isInteger(declared) && declared > 0 ? declared : undefined);
  return {
    columns: columns === undefined ? undefined : Math.max(NARROWEST, columns),
    colour: colourOf(sink, env),
  };
}

function colourOf(sink: Sink, env: Readonly<Record<string, string | undefined>>): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  return sink.isTerminal && env['TERM'] !== 'dumb';
}

export type Colour = 'red' | 'yellow' | 'green' | 'cyan' | 'bold' | 'dim';

export function coloured(text: string, colour: Colour, page: Page): string {
  return page.colour ? styleText(colour, text, { validateStream: false }) : text;
}
