import { type Account, iamArn, keyOf } from './account';
import { policyConflict, requireNoConflict } from './delete-conflict';
import { iamError } from './errors';
import type { Role } from './principals';
import type { Tag } from './tags';
import { toSecond } from './users';

export interface NewRole {
  readonly roleName: string;
  readonly path?: string | undefined;
  /** JSON. */
  readonly assumeRolePolicyDocument: string;
  readonly description?: string | undefined;
  /** Seconds. */
  readonly maxSessionDuration?: number | undefined;
  readonly tags?: readonly Tag[];
  readonly permissionsBoundary?: string | undefined;
}

/** @throws ServiceError EntityAlreadyExists */
export function createRole(account: Account, newRole: NewRole, now: Date): Role {
  const { roleName, path = '/' } = newRole;
  if (account.roles.byKey(keyOf(roleName)) !== undefined) {
    throw iamError('EntityAlreadyExists', `Role with name ${roleName} already exists.`);
  }
  const role: Role = {
    roleId: account.ids.unique('AROA'),
    roleName,
    path,
    arn: iamArn(account, `role${path}${roleName}`),
    createDate: toSecond(now),
    description: newRole.description,
    assumeRolePolicyDocument: newRole.assumeRolePolicyDocument,
    maxSessionDuration: newRole.maxSessionDuration ?? 3600,
    tags: newRole.tags ?? [],
    inlinePolicies: [],
    attachedPolicies: [],
    permissionsBoundary: newRole.permissionsBoundary,
  };
  account.roles.put(role);
  return role;
}

/** @throws ServiceError NoSuchEntity */
export function roleNamed(account: Account, roleName: string): Role {
  const role = account.roles.byKey(keyOf(roleName));
  if (role === undefined) throw iamError('NoSuchEntity', `The role with name ${roleName} cannot be found.`);
  return role;
}

/** @throws ServiceError DeleteConflict while the role has policies */
export function deleteRole(account: Account, role: Role): void {
  requireNoConflict(policyConflict(role));
  account.roles.delete(role.roleId);
}
