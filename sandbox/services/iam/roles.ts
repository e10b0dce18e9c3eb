import type * as iam from '@aws-sdk/client-iam';
import { iamArn } from '../../account/account';
import { createRole, deleteRole, roleNamed } from '../../account/roles';
import { withTags } from '../../account/tags';
import { action, command } from './action';
import { managedPolicyNamed } from './managed-policies';
import { page, pageEnd } from './paging';
import { requireTrustPolicy } from './policy-documents';
import { anything, onRole } from './resources';
import { toRole, toRoleInFull } from './shapes';

export const roleActions = {
  CreateRole: action<iam.CreateRoleRequest, iam.CreateRoleResponse>(
    ({ RoleName, Path = '/' }, { account }) => [iamArn(account, `role${Path}${RoleName}`)],
    (input, { account, now }) => {
      requireTrustPolicy(input.AssumeRolePolicyDocument);
      if (input.PermissionsBoundary !== undefined) managedPolicyNamed(account, input.PermissionsBoundary);
      const role = createRole(
        account,
        {
          roleName: input.RoleName,
          assumeRolePolicyDocument: input.AssumeRolePolicyDocument,
          tags: withTags([], input.Tags ?? []),
          path: input.Path,
          description: input.Description,
          maxSessionDuration: input.MaxSessionDuration,
          permissionsBoundary: input.PermissionsBoundary,
        },
        now,
      );
      return { Role: toRoleInFull(role) };
    },
  ),

  GetRole: action<iam.GetRoleRequest, iam.GetRoleResponse>(onRole, ({ RoleName }, { account }) => ({
    Role: toRoleInFull(roleNamed(account, RoleName)),
  })),

  ListRoles: action<iam.ListRolesRequest, iam.ListRolesResponse>(anything, (input, { account }) => {
    const { PathPrefix = '/' } = input;
    const roles = page(account.roles, input, ({ path }) => path.startsWith(PathPrefix));
    return { Roles: roles.items.map(toRole), ...pageEnd(roles) };
  }),

  DeleteRole: command<iam.DeleteRoleRequest>(onRole, ({ RoleName }, { account }) => {
    deleteRole(account, roleNamed(account, RoleName));
  }),
};
