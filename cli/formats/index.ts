import type { FormatChoice } from '../options/format';
import { asff } from './asff';
import { csv } from './csv';
import type { Format } from './format';
import { html } from './html';
import { json } from './json';
import { junit } from './junit';
import { ocsf } from './ocsf';
import { table } from './table';

/** What `--format` may name. */
export const FORMATS = { table, json, csv, asff, ocsf, junit, html } satisfies Readonly<
  Record<string, Format>
>;

export type FormatName = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[];

/** `asff` and `ocsf` have to be named: what ends with `.json` is this project's own. */
export const FORMAT_CHOICE: FormatChoice<FormatName> = {
  byExtension: new Map([
    ['.txt', 'table'],
    ['.json', 'json'],
    ['.csv', 'csv'],
    ['.xml', 'junit'],
    ['.html', 'html'],
    ['.htm', 'html'],
  ]),
  usual: 'table',
};
