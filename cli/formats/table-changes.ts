import { formatInstant } from '../../rule/core/calendar';
import { changeLists } from '../audit/changes';
import type { Change, Report } from '../audit/report';
import { accountLabel } from '../audit/subject';
import { coloured, type Page } from '../text/page';
import { visible } from '../text/visible';
import { wrap, wrapIndented } from '../text/wrap';

/** What has changed since the earlier audit, a line each; nothing where there was none. */
export function changeLines({ changes }: Report, columns: number, page: Page): readonly string[] {
  if (changes === undefined) return [];
  const lines = changeLists(changes).flatMap(([title, users]) =>
    users.map((user) => `${user.userName}${where(user)} ${predicate(title, user)}`),
  );
  const heading = `Since ${formatInstant(changes.since)}${lines.length === 0 ? ': no change' : ''}`;
  return [
    ...wrap(heading, columns).map((line) => coloured(line, 'bold', page)),
    ...lines.flatMap((line) => wrapIndented(visible(line), columns)),
  ];
}

function where({ accountId, accountName }: Change): string {
  return accountId === undefined
    ? ''
    : ` (${accountLabel({ accountId, ...(accountName && { accountName }) })})`;
}

/** E.g. `is gone (was COMPLIANT)`. */
function predicate(title: string, { before, now }: Change): string {
  if (title === 'gone') return `is gone (was ${before ?? 'not read'})`;
  if (title === 'new') return `is new (${now ?? 'not read'})`;
  return `${title} (was ${before ?? 'not read'})`;
}
