import { type Measurement, type Measurements, type RuleMeasurement, SMALL_MB } from './measure';
import type { Weight } from './weight';

/** Something the rule is to keep to, and whether it did in this run. */
export interface Target {
  readonly what: string;
  readonly measured: number;
  readonly limit: number;
  /** Whether a greater figure is the better one. */
  readonly atLeast: boolean;
  /** Seconds and megabytes depend on the machine and on what else it does; counts do not. */
  readonly exact: boolean;
}

export function holds({ measured, limit, atLeast }: Target): boolean {
  return atLeast ? measured >= limit : measured <= limit;
}

const MEGABYTE = 1_000_000;

export function targetsOf(measurements: Measurements, weight: Weight): readonly Target[] {
  const { rule, baselines, throttled, accountRequestsASecond } = measurements;
  return [
    atMost(
      'actions called more often than the formula says',
      rule.flatMap(({ beyondBound }) => beyondBound).length,
      0,
      true,
    ),
    ...rule.flatMap(memoryNeeded),
    ...fasterThanAllAtOnce(rule, baselines),
    ...growth(rule),
    atMost(
      `time under a throttle of ${throttled.perSecond}/s, by answers ÷ ${throttled.perSecond}`,
      throttled.seconds / (throttled.answered / throttled.perSecond),
      1.15,
    ),
    {
      what: 'requests a second that one core of the sandbox answers',
      measured: accountRequestsASecond,
      limit: 2_000,
      atLeast: true,
      exact: false,
    },
    atMost('bundle, in bytes', weight.bundle, 280_000, true),
    atMost(
      'import of the bundle, by that of the two SDK clients',
      weight.importMs / weight.clientsImportMs,
      0.75,
    ),
  ];
}

function atMost(what: string, measured: number, limit: number, exact = false): Target {
  return { what, measured, limit, atLeast: false, exact };
}

function memoryNeeded({ kind, users, memoryOverIdle }: RuleMeasurement): readonly Target[] {
  if (memoryOverIdle === undefined) return [];
  return [
    atMost(
      `${users} users, ${kind}: peak memory over the idle process with the heap of ${SMALL_MB} MB, MB`,
      memoryOverIdle / MEGABYTE,
      96,
    ),
  ];
}

/** Where users have passwords: in an account of keys alone there is nothing to save, and asking politely takes longer. */
function fasterThanAllAtOnce(
  rule: readonly RuleMeasurement[],
  baselines: readonly Measurement[],
): readonly Target[] {
  return rule
    .filter(({ users, kind }) => users === 1_000 && kind !== 'keys-only')
    .flatMap((run) => {
      const other = baselines.find(
        ({ approach, kind, users }) => approach === 'all at once' && kind === run.kind && users === run.users,
      );
      if (other === undefined) return [];
      return [
        atMost(
          `time, ${run.kind}, ${run.users} users, by asking about all at once`,
          run.seconds / other.seconds,
          0.75,
        ),
      ];
    });
}

/** From 1,000 to 5,000 users nothing grows faster than the users. */
function growth(rule: readonly RuleMeasurement[]): readonly Target[] {
  return rule
    .filter(({ users }) => users === 5_000)
    .flatMap((large) => {
      const small = rule.find(({ kind, users }) => kind === large.kind && users === 1_000);
      if (small === undefined) return [];
      const of = (what: string, value: (run: RuleMeasurement) => number, exact = false) =>
        atMost(
          `${what} of 5,000 users by those of 1,000, ${large.kind}`,
          value(large) / value(small),
          5,
          exact,
        );
      return [
        of('calls', ({ totalCalls }) => totalCalls),
        of('seconds', ({ seconds }) => seconds),
        of('memory', ({ peakMemory }) => peakMemory),
      ];
    });
}
