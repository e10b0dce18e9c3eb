import type { Organization } from '../../account/organization';
import type { ActionContext } from '../../service';
import { organizationsError } from './errors';

/**
 * What lists an organization may be called by its management account and by delegated administrators. What the
 * caller's own policies say was asked before.
 *
 * @throws ServiceError AccessDeniedException
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export function requireReader(
  { management, delegatedAdministrators }: Organization,
  { account: { accountId } }: ActionContext,
): void {
  if (accountId === management.accountId || delegatedAdministrators.has(accountId)) return;
  throw organizationsError('AccessDeniedException', "You don't have permissions to access this resource.");
}
