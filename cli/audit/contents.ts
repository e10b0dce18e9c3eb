import { counted } from '../text/count';
import { isOfOrganization, type Report, unreadAccounts } from './report';

/** What a report holds, in a few words: how many users, how many of them fail, and what is not in it. */
export function contentsOf(report: Report): string {
  const { users, nonCompliant, unread } = report.totals;
  const accounts = unreadAccounts(report).length;
  const parts = [
    counted(users, 'user') + inAccounts(report),
    `${nonCompliant} NON_COMPLIANT`,
    ...(unread === 0 ? [] : [`${unread} not read`]),
    ...(accounts === 0 ? [] : [`${counted(accounts, 'account')} not read`]),
  ];
  return parts.join(', ');
}

/** How many accounts the users are in. */
export function inAccounts(report: Report): string {
  if (!isOfOrganization(report)) return '';
  const read = report.accounts.length - unreadAccounts(report).length;
  return ` in ${counted(read, 'account')}`;
}
