import { NAMES_SHOWN } from '../../rule/core/errors';
import { missingPermissions } from '../audit/missing-permissions';
import { type OrganizationAudit, unreadAccounts } from '../audit/report';
import { accountLabel } from '../audit/subject';

/**
 * What an incomplete audit of an organization says beside its document: a line for each thing that went wrong, up to 20,
 * and the permissions that the role lacks.
 */
export function incompleteOrganizationMessage(audit: OrganizationAudit): string {
  const users = audit.rows.flatMap((row) =>
    row.result.reason === 'unread' && row.resourceType === 'AWS::IAM::User'
      ? [
          {
            line: `account ${accountLabel(row)}, user ${row.userName}: ${row.result.error.message}`,
            error: row.result.error,
          },
        ]
      : [],
  );
  const lines = [...audit.problems.map(({ message }) => message), ...users.map(({ line }) => line)];
  const more = lines.length - NAMES_SHOWN;
  const unread = unreadAccounts(audit).length;
  const parts = [
    ...(unread === 0 ? [] : [`${unread} of ${audit.accounts.length} accounts could not be read`]),
    ...(users.length === 0
      ? []
      : [`${users.length === 1 ? '1 user has' : `${users.length} users have`} no verdict`]),
  ];
  const title = `IncompleteAudit: ${parts.join(', ') || 'not everything could be read'}`;
  const permissions = missingPermissions(
    [...audit.problems, ...users.map(({ error }) => error)],
    { partition: audit.partition, callerArn: 'In these accounts, the audit' },
    audit.parameters,
  );
  return `${[title, ...lines.slice(0, NAMES_SHOWN), ...(more > 0 ? [`and ${more} more`] : [])].join('\n')}\n${permissions}`;
}
