import { type Account, iamArn, keyOf } from '../../account/account';
import { iamError } from '../../account/errors';
import type { ActionContext } from '../../service';

/** What an action without resource-level permissions is authorized on. */
export const anything = () => ['*'];

/** A user who does not exist is asked for without a path. */
export function userArn(account: Account, userName: string): string {
  return account.users.byKey(keyOf(userName))?.arn ?? iamArn(account, `user/${userName}`);
}

export function groupArn(account: Account, groupName: string): string {
  return account.groups.byKey(keyOf(groupName))?.arn ?? iamArn(account, `group/${groupName}`);
}

export function roleArn(account: Account, roleName: string): string {
  return account.roles.byKey(keyOf(roleName))?.arn ?? iamArn(account, `role/${roleName}`);
}

/** The user named, or the calling one. */
export function onUser(
  { UserName }: { readonly UserName?: string },
  context: ActionContext,
): readonly string[] {
  if (UserName === undefined && context.caller.type === 'root') return [context.caller.arn];
  return [userArn(context.account, nameOrCaller(UserName, context))];
}

export function onGroup(
  { GroupName }: { readonly GroupName: string },
  { account }: ActionContext,
): readonly string[] {
  return [groupArn(account, GroupName)];
}

export function onRole(
  { RoleName }: { readonly RoleName: string },
  { account }: ActionContext,
): readonly string[] {
  return [roleArn(account, RoleName)];
}

/** @throws ServiceError ValidationError if no user is named and none calls */
export function nameOrCaller(userName: string | undefined, { caller }: ActionContext): string {
  if (userName !== undefined) return userName;
  if (caller.type === 'user') return caller.userName;
  throw iamError('ValidationError', 'Must specify userName when calling with non-User credentials');
}
