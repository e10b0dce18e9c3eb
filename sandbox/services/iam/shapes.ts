import type * as iam from '@aws-sdk/client-iam';
import { type Account, rootArn } from '../../account/account';
import type { Group, Role, User } from '../../account/principals';
import type { Tag } from '../../account/tags';

/** A user as the lists show it: without tags and boundary. */
export function toUser(user: User): iam.User {
  return {
    Path: user.path,
    UserName: user.userName,
    UserId: user.userId,
    Arn: user.arn,
    CreateDate: user.createDate,
    PasswordLastUsed: user.passwordLastUsed,
  };
}

export function toUserInFull(user: User): iam.User {
  return {
    ...toUser(user),
    PermissionsBoundary: toBoundary(user.permissionsBoundary),
    Tags: tagsOrNone(user.tags),
  };
}

/** IAM leaves out the root user's name and path. */
export function toRootUser(account: Account): iam.User {
  const { createDate, passwordLastUsed } = account.root;
  const named = { UserId: account.accountId, Arn: rootArn(account), CreateDate: createDate };
  return { ...named, PasswordLastUsed: passwordLastUsed, Path: undefined, UserName: undefined };
}

export function toGroup(group: Group): iam.Group {
  return {
    Path: group.path,
    GroupName: group.groupName,
    GroupId: group.groupId,
    Arn: group.arn,
    CreateDate: group.createDate,
  };
}

/** A role as the lists show it: without tags and boundary. */
export function toRole(role: Role): iam.Role {
  return {
    Path: role.path,
    RoleName: role.roleName,
    RoleId: role.roleId,
    Arn: role.arn,
    CreateDate: role.createDate,
    AssumeRolePolicyDocument: toDocument(role.assumeRolePolicyDocument),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
  };
}

export function toRoleInFull(role: Role): iam.Role {
  return {
    ...toRole(role),
    PermissionsBoundary: toBoundary(role.permissionsBoundary),
    Tags: tagsOrNone(role.tags),
  };
}

/** IAM answers with policies encoded as in URLs (RFC 3986). */
export function toDocument(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** IAM answers `Policy`, as its reference says in words; its model lists another value. */
export function toBoundary(policyArn: string | undefined): iam.AttachedPermissionsBoundary | undefined {
  if (policyArn === undefined) return undefined;
  return {
    PermissionsBoundaryType: 'Policy' as iam.PermissionsBoundaryAttachmentType,
    PermissionsBoundaryArn: policyArn,
  };
}

function tagsOrNone(tags: readonly Tag[]): iam.Tag[] | undefined {
  return tags.length === 0 ? undefined : [...tags];
}
