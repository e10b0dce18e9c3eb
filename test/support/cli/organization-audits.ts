import type { OrganizationAudit } from '../../../cli/audit/report';
import { totalsOf } from '../../../cli/audit/totals';
import { ConsoleMfaError } from '../../../rule/core/errors';
import { HOSTILE } from '../html/audits';
import { EVERYBODY, NOBODY } from './audits';

const time = new Date('2027-01-15T12:00:00Z');
const locked = new ConsoleMfaError('RoleNotAssumed', 'the account has no role ConsoleMfaAudit');

/** Two accounts with the same users, one that could not be read, one suspended and one left out. */
export const ORGANIZATION: OrganizationAudit = organizationOf('dev', 'prod');

/** Accounts that are called what tries to become more than text. */
export const HOSTILE_ORGANIZATION: OrganizationAudit = organizationOf(...HOSTILE);

function organizationOf(...names: readonly string[]): OrganizationAudit {
  const accounts = names.map((accountName, nth) => ({
    accountId: String(200_000_000_001 + nth),
    accountName,
  }));
  const rows = accounts.flatMap((account) =>
    EVERYBODY.rows.map((row) => ({
      ...row,
      ...account,
      userId: row.userName === '<root_account>' ? account.accountId : `${row.userId}-${account.accountId}`,
      arn: row.arn.replace('123456789012', account.accountId),
    })),
  );
  const { usersListed: _, accountId: __, ...findings } = EVERYBODY;
  const audited = accounts.map((account) => ({
    ...account,
    status: 'audited' as const,
    callerArn: `arn:aws:sts::${account.accountId}:assumed-role/ConsoleMfaAudit/iam-console-mfa`,
    time,
    complete: false,
    totals: EVERYBODY.totals,
  }));
  return {
    ...findings,
    organizationId: 'o-a1b2c3d4e5',
    managementAccountId: '123456789012',
    problems: [new ConsoleMfaError('RoleNotAssumed', `account 200000000009 (${names[0]}): no role`)],
    accounts: [
      ...audited,
      { accountId: '200000000009', accountName: names[0] ?? '', status: 'unread', error: locked },
    ],
    skipped: [
      { accountId: '300000000001', accountName: names[0] ?? '', reason: 'SUSPENDED' },
      { accountId: '300000000002', accountName: 'left out', reason: 'excluded' },
    ],
    rows,
    totals: totalsOf(rows),
  };
}

/** An organization without any user. */
export const EMPTY_ORGANIZATION: OrganizationAudit = {
  ...ORGANIZATION,
  rows: [],
  totals: NOBODY.totals,
  problems: [],
  complete: true,
  accounts: ORGANIZATION.accounts.filter(({ status }) => status === 'audited'),
};
