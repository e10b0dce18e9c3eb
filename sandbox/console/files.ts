import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { answer } from './answers';
import type { BrowserAnswer } from './browser-request';

const DIRECTORY = join(__dirname, 'browser');

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The page and what it loads, by their paths: exactly the files that there are. */
export function pageFiles(): ReadonlyMap<string, BrowserAnswer> {
  return new Map(
    readdirSync(DIRECTORY).flatMap((name) => {
      const contentType = CONTENT_TYPES[extname(name)];
      if (contentType === undefined) return [];
      const path = name === 'index.html' ? '/' : `/console/${name}`;
      return [[path, answer(200, contentType, readFileSync(join(DIRECTORY, name)))] as const];
    }),
  );
}
