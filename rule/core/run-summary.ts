import type { Evaluation } from './evaluation';
import type { Assessment } from './outcome';
import type { Exemption } from './verdict';

/** The calls a run has made of one service. */
export interface CallCount {
  /** By action, retries included. */
  readonly calls: ReadonlyMap<string, number>;
  readonly retries: number;
  readonly peakConcurrency: number;
}

/** One run in numbers: no names, so that it can be logged and graphed by anybody. */
export interface RunSummary {
  /** Users that ListUsers showed. */
  readonly users: number;
  readonly compliant: number;
  readonly nonCompliant: number;
  readonly exempt: number;
  /** Users without a result of this run. */
  readonly withheld: number;
  /** Users whose result an earlier delivery of the same event had stored. */
  readonly settled: number;
  /** Users that were deleted while the run went on. */
  readonly gone: number;
  /** Evaluations that AWS Config took. */
  readonly submitted: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly retries: number;
  readonly peakConcurrency: number;
  readonly durationMs: number;
}

/** An exempt user by id, with what exempts it: AWS Config drops exempt users from its view, so the log lists them. */
export interface ExemptUser {
  readonly userId: string;
  readonly exemption: Exemption;
}

export function exemptUsers({ outcomes }: Assessment): readonly ExemptUser[] {
  return outcomes.flatMap((outcome) =>
    outcome.status === 'judged' && outcome.verdict.reason === 'exempt'
      ? [{ userId: outcome.user.userId, exemption: outcome.verdict.exemption }]
      : [],
  );
}

export function summarize(
  { outcomes }: Assessment,
  accepted: readonly Evaluation[],
  counts: readonly CallCount[],
  durationMs: number,
): RunSummary {
  const of = (name: string) =>
    outcomes.filter((outcome) =>
      outcome.status === 'judged' ? outcome.verdict.compliance === name : outcome.status === name,
    ).length;
  return {
    users: outcomes.length,
    compliant: of('COMPLIANT'),
    nonCompliant: of('NON_COMPLIANT'),
    exempt: of('NOT_APPLICABLE'),
    withheld: of('withheld'),
    settled: of('settled'),
    gone: of('gone'),
    submitted: accepted.length,
    calls: Object.fromEntries(counts.flatMap(({ calls }) => [...calls])),
    retries: counts.reduce((sum, { retries }) => sum + retries, 0),
    peakConcurrency: Math.max(...counts.map(({ peakConcurrency }) => peakConcurrency)),
    durationMs,
  };
}
