import type { Report, Result, Row } from '../audit/report';

/** What a reader sorts people by: those first for whom something is to be done. */
export const KINDS = ['failing', 'unread', 'grace', 'exempt', 'passing'] as const;

export type Kind = (typeof KINDS)[number];

/** Every result is of exactly one kind. */
export function kindOf({ compliance, reason }: Result): Kind {
  if (compliance === 'NON_COMPLIANT') return 'failing';
  if (compliance === null) return 'unread';
  if (compliance === 'NOT_APPLICABLE') return 'exempt';
  return reason === 'inGrace' ? 'grace' : 'passing';
}

export function rowsOfKind({ rows }: Report, kind: Kind): readonly Row[] {
  return rows.filter(({ result }) => kindOf(result) === kind);
}

/** In a word or two, and as AWS Config calls it. */
export const NAMES: Readonly<Record<Kind, { readonly name: string; readonly compliance: string }>> = {
  failing: { name: 'Failing', compliance: 'NON_COMPLIANT' },
  unread: { name: 'Not read', compliance: 'no verdict' },
  grace: { name: 'In grace', compliance: 'COMPLIANT until grace ends' },
  exempt: { name: 'Exempt', compliance: 'NOT_APPLICABLE' },
  passing: { name: 'Passing', compliance: 'COMPLIANT' },
};
