import type { ConsoleMfaError } from '../../rule/core/errors';
import type { Compliance } from '../../rule/core/verdict';
import type { Row, Totals } from './report';

export function totalsOf(rows: readonly Row[]): Totals {
  const of = (compliance: Compliance | null) =>
    rows.filter(({ result }) => result.compliance === compliance).length;
  return {
    users: rows.length,
    compliant: of('COMPLIANT'),
    inGrace: rows.filter(({ result }) => result.reason === 'inGrace').length,
    nonCompliant: of('NON_COMPLIANT'),
    notApplicable: of('NOT_APPLICABLE'),
    unread: of(null),
  };
}

/** Whether everybody has a verdict and nothing else went wrong. */
export function isComplete(problems: readonly ConsoleMfaError[], rows: readonly Row[]): boolean {
  return problems.length === 0 && rows.every(({ result }) => result.compliance !== null);
}
