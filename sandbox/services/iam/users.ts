import type * as iam from '@aws-sdk/client-iam';
import { iamArn, keyOf } from '../../account/account';
import { withTags } from '../../account/tags';
import { createUser, deleteUser, renameUser, updateUser, userNamed } from '../../account/users';
import { action, command } from './action';
import { managedPolicyNamed } from './managed-policies';
import { page, pageEnd } from './paging';
import { anything, nameOrCaller, onUser, userArn } from './resources';
import { toRootUser, toUser, toUserInFull } from './shapes';

export const userActions = {
  CreateUser: action<iam.CreateUserRequest, iam.CreateUserResponse>(
    ({ UserName, Path = '/' }, { account }) => [iamArn(account, `user${Path}${UserName}`)],
    ({ UserName, Path, Tags = [], PermissionsBoundary }, { account, now }) => {
      if (PermissionsBoundary !== undefined) managedPolicyNamed(account, PermissionsBoundary);
      const user = createUser(
        account,
        {
          userName: UserName,
          path: Path,
          permissionsBoundary: PermissionsBoundary,
          tags: withTags([], Tags),
        },
        now,
      );
      return { User: toUserInFull(user) };
    },
  ),

  GetUser: action<iam.GetUserRequest, iam.GetUserResponse>(onUser, ({ UserName }, context) => {
    const { account, caller } = context;
    if (UserName === undefined && caller.type === 'root') return { User: toRootUser(account) };
    return { User: toUserInFull(userNamed(account, nameOrCaller(UserName, context))) };
  }),

  ListUsers: action<iam.ListUsersRequest, iam.ListUsersResponse>(anything, (input, { account }) => {
    const { PathPrefix = '/' } = input;
    const users = page(account.users, input, ({ path }) => path.startsWith(PathPrefix));
    return { Users: users.items.map(toUser), ...pageEnd(users) };
  }),

  UpdateUser: command<iam.UpdateUserRequest>(
    ({ UserName, NewUserName, NewPath }, { account }) => {
      const arn = userArn(account, UserName);
      if (NewUserName === undefined && NewPath === undefined) return [arn];
      const user = account.users.byKey(keyOf(UserName));
      return [arn, iamArn(account, `user${NewPath ?? user?.path ?? '/'}${NewUserName ?? UserName}`)];
    },
    ({ UserName, NewUserName, NewPath }, { account }) => {
      const user = userNamed(account, UserName);
      renameUser(account, user, NewUserName ?? user.userName, NewPath ?? user.path);
    },
  ),

  DeleteUser: command<iam.DeleteUserRequest>(onUser, ({ UserName }, { account }) => {
    deleteUser(account, userNamed(account, UserName));
  }),

  PutUserPermissionsBoundary: command<iam.PutUserPermissionsBoundaryRequest>(
    onUser,
    ({ UserName, PermissionsBoundary }, { account }) => {
      managedPolicyNamed(account, PermissionsBoundary);
      updateUser(account, userNamed(account, UserName), { permissionsBoundary: PermissionsBoundary });
    },
  ),

  DeleteUserPermissionsBoundary: command<iam.DeleteUserPermissionsBoundaryRequest>(
    onUser,
    ({ UserName }, { account }) => {
      updateUser(account, userNamed(account, UserName), { permissionsBoundary: undefined });
    },
  ),
};
