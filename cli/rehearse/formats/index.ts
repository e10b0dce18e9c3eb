import type { FormatChoice } from '../../options/format';
import { csv } from './csv';
import type { RehearsalFormat } from './format';
import { html } from './html';
import { json } from './json';
import { table } from './table';

export const REHEARSAL_FORMATS = { table, json, csv, html } satisfies Readonly<
  Record<string, RehearsalFormat>
>;

export type RehearsalFormatName = keyof typeof REHEARSAL_FORMATS;

export const REHEARSAL_FORMAT_CHOICE: FormatChoice<RehearsalFormatName> = {
  byExtension: new Map([
    ['.txt', 'table'],
    ['.json', 'json'],
    ['.csv', 'csv'],
    ['.html', 'html'],
    ['.htm', 'html'],
  ]),
  usual: 'table',
};
