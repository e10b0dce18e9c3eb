import { capitalize } from '../text/capitalize';
import { type AccountName, isOfOrganization, type Report, type Row } from './report';

/** What was audited, e.g. `account 123456789012`. */
export function subjectOf(report: Report): string {
  return isOfOrganization(report) ? `organization ${report.organizationId}` : `account ${report.accountId}`;
}

/** The same at the beginning of a line. */
export function subjectTitle(report: Report): string {
  return capitalize(subjectOf(report));
}

/** An account by name and id. */
export function accountLabel({
  accountId,
  accountName,
}: Partial<AccountName> & Pick<Row, 'accountId'>): string {
  return accountName ? `${accountName} ${accountId}` : accountId;
}
