import { formatInstant } from '../../rule/core/calendar';
import type { Change, Report } from '../audit/report';
import { accountInWords } from '../audit/subject';
import { coloured, type Page } from '../text/page';
import { visible } from '../text/visible';
import { wrap, wrapIndented } from '../text/wrap';

/** What has changed since the earlier audit, a line each; nothing where there was none. */
export function changeLines({ changes }: Report, columns: number, page: Page): readonly string[] {
  if (changes === undefined) return [];
  const kinds: readonly (readonly [string, readonly Change[]])[] = [
    ['became non-compliant', changes.becameNonCompliant],
    ['became compliant', changes.becameCompliant],
    ['became exempt', changes.becameExempt],
    ['new', changes.new],
    ['gone', changes.gone],
  ];
  const lines = kinds.flatMap(([kind, users]) =>
    users.map((user) => `${user.userName}${where(user)} ${lineOf(kind, user)}`),
  );
  const title = `Since ${formatInstant(changes.since)}${lines.length === 0 ? ': no change' : ''}`;
  return [
    ...wrap(title, columns).map((line) => coloured(line, 'bold', page)),
    ...lines.flatMap((line) => wrapIndented(visible(line), columns)),
  ];
}

function where({ accountId, accountName }: Change): string {
  return accountId === undefined
    ? ''
    : ` (${accountInWords({ accountId, ...(accountName && { accountName }) })})`;
}

function lineOf(kind: string, { before, now }: Change): string {
  if (kind === 'gone') return `is gone (was ${before ?? 'not read'})`;
  if (kind === 'new') return `is new (${now ?? 'not read'})`;
  return `${kind} (was ${before ?? 'not read'})`;
}
