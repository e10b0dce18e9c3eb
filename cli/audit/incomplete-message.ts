import { incompleteRun } from '../../rule/core/incomplete-run';
import { missingPermissions } from './missing-permissions';
import type { Audit } from './report';

/** What an incomplete audit says beside its document, the permissions that its caller lacks included. */
export function incompleteMessage(audit: Audit): string {
  const { rows, problems, parameters } = audit;
  const unresolved = rows.flatMap(({ resourceType, userName: name, result }) =>
    result.reason === 'unread' && resourceType === 'AWS::IAM::User' ? [{ name, error: result.error }] : [],
  );
  const errors = [...problems, ...unresolved.map(({ error }) => error)];
  return `${incompleteRun(unresolved, problems)?.message}\n${missingPermissions(errors, audit, parameters)}`;
}
