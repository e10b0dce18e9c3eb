import { APPROACHES, type Measurement, type Measurements, type RuleMeasurement } from './measure';
import { dollarsAMonth, type Schedule } from './prices';
import { holds, type Target } from './targets';

export type Row = readonly string[];

const COUNT = new Intl.NumberFormat('en-US');

const HEADINGS: Row = [
  'account',
  'users',
  'how',
  'calls',
  'seconds',
  'memory, MB',
  'evaluations',
  '$ hourly',
  '… changes',
  '$ daily',
  '… changes',
];

/** One row for each account and way of judging it. Dollars are a month's. */
export function measurementRows({ rule, baselines }: Measurements): readonly Row[] {
  const rows = rule.flatMap((run) => {
    const others = baselines.filter(({ kind, users }) => kind === run.kind && users === run.users);
    return [run, ...others]
      .sort((a, b) => APPROACHES.indexOf(a.approach) - APPROACHES.indexOf(b.approach))
      .map(rowOf);
  });
  return [HEADINGS, ...rows];
}

function rowOf(measurement: Measurement | RuleMeasurement): Row {
  const { kind, users, approach, totalCalls, seconds, peakMemory, evaluations } = measurement;
  return [
    kind,
    COUNT.format(users),
    approach,
    COUNT.format(totalCalls),
    seconds.toFixed(seconds < 10 ? 2 : 1),
    (peakMemory / 1e6).toFixed(0),
    COUNT.format(evaluations),
    ...dollars(measurement, 'hourly'),
    ...dollars(measurement, 'daily'),
  ];
}

function dollars(measurement: Measurement | RuleMeasurement, schedule: Schedule): Row {
  const of = ({
    evaluations,
    seconds,
    initSeconds,
  }: Pick<Measurement, 'evaluations' | 'seconds' | 'initSeconds'>) =>
    dollarsAMonth({ evaluations, seconds: seconds + initSeconds }, schedule).toFixed(2);
  return [of(measurement), 'changes' in measurement ? of(measurement.changes) : '–'];
}

/** The rule's calls by action. */
export function callRows({ rule }: Measurements): readonly Row[] {
  const actions = [...new Set(rule.flatMap(({ calls }) => Object.keys(calls)))];
  return [
    ['account', 'users', ...actions.map((action) => action.replace(/^.*:/, ''))],
    ...rule.map(({ kind, users, calls }) => [
      kind,
      COUNT.format(users),
      ...actions.map((action) => COUNT.format(calls[action] ?? 0)),
    ]),
  ];
}

export function targetRows(targets: readonly Target[]): readonly Row[] {
  return [
    ['', 'target', 'measured', 'limit'],
    ...targets.map((target) => [
      holds(target) ? '✓' : '✗',
      target.what,
      figure(target.measured),
      `${target.atLeast ? '≥' : '≤'} ${figure(target.limit)}`,
    ]),
  ];
}

function figure(value: number): string {
  return value >= 1_000 || Number.isInteger(value) ? COUNT.format(Math.round(value)) : value.toFixed(2);
}

/** For a terminal: numbers to the right, words to the left. */
export function asText(rows: readonly Row[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        isNumber(rows, column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  '),
  );
  return lines.map((line) => line.trimEnd()).join('\n');
}

export function asMarkdown(rows: readonly Row[]): string {
  const [headings = [], ...rest] = rows;
  const line = (row: Row) => `| ${row.join(' | ')} |`;
  const rule = headings.map((_, column) => (isNumber(rows, column) ? '--:' : '---'));
  return [line(headings), line(rule), ...rest.map(line)].join('\n');
}

function isNumber(rows: readonly Row[], column: number): boolean {
  return rows.slice(1).every((row) => /^[–≤≥ ]*[\d,.]*$/.test(row[column] ?? ''));
}
