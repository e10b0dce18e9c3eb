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
