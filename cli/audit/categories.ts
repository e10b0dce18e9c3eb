import type { Report, Result, Row } from './report';

/** What a reader sorts users by: those first for whom something is to be done. */
export const CATEGORIES = ['failing', 'unread', 'grace', 'exempt', 'passing'] as const;

export type Category = (typeof CATEGORIES)[number];

/** Every result is in exactly one category. */
export function categoryOf({ compliance, reason }: Result): Category {
  if (compliance === 'NON_COMPLIANT') return 'failing';
  if (compliance === null) return 'unread';
  if (compliance === 'NOT_APPLICABLE') return 'exempt';
  return reason === 'inGrace' ? 'grace' : 'passing';
}

export function rowsIn({ rows }: Report, category: Category): readonly Row[] {
  return rows.filter(({ result }) => categoryOf(result) === category);
}
