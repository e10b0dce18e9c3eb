import { type Account, iamArn, keyOf } from './account';
import { policyConflict, requireNoConflict } from './delete-conflict';
import { Directory } from './directory';
import { iamError } from './errors';
import type { Group, User } from './principals';
import { toSecond } from './users';

/** IAM's quota of groups that a user is in, which cannot be raised. */
export const GROUPS_PER_USER = 10;

/** @throws ServiceError EntityAlreadyExists */
export function createGroup(account: Account, groupName: string, path: string, now: Date): Group {
  if (account.groups.byKey(keyOf(groupName)) !== undefined) {
    throw iamError('EntityAlreadyExists', `Group with name ${groupName} already exists.`);
  }
  const group: Group = {
    groupId: account.ids.unique('AGPA'),
    groupName,
    path,
    arn: iamArn(account, `group${path}${groupName}`),
    createDate: toSecond(now),
    inlinePolicies: [],
    attachedPolicies: [],
  };
  account.groups.put(group);
  account.members.set(group.groupId, new Directory<string>(itself, itself));
  return group;
}

/** @throws ServiceError NoSuchEntity */
export function groupNamed(account: Account, groupName: string): Group {
  const group = account.groups.byKey(keyOf(groupName));
  if (group === undefined) {
    throw iamError('NoSuchEntity', `The group with name ${groupName} cannot be found.`);
  }
  return group;
}

/** @throws ServiceError DeleteConflict while the group has members or policies */
export function deleteGroup(account: Account, group: Group): void {
  const hasMembers = membersOf(account, group).size > 0;
  requireNoConflict(hasMembers ? 'remove users from group' : policyConflict(group));
  account.groups.delete(group.groupId);
  account.members.delete(group.groupId);
}

/** The ids of the group's members, in the order of the ids. */
export function membersOf(account: Account, group: Group): Directory<string> {
  return account.members.get(group.groupId) ?? new Directory<string>(itself, itself);
}

/** Does nothing for a user who is in the group already. @throws ServiceError LimitExceeded */
export function addToGroup(account: Account, group: Group, user: User): void {
  if (user.groupIds.includes(group.groupId)) return;
  if (user.groupIds.length >= GROUPS_PER_USER) {
    throw iamError('LimitExceeded', `Cannot exceed quota for GroupsPerUser: ${GROUPS_PER_USER}`);
  }
  account.users.put({ ...user, groupIds: [...user.groupIds, group.groupId] });
  membersOf(account, group).put(user.userId);
}

/** Does nothing for a user who is not in the group. */
export function removeFromGroup(account: Account, group: Group, user: User): void {
  account.users.put({ ...user, groupIds: user.groupIds.filter((groupId) => groupId !== group.groupId) });
  membersOf(account, group).delete(user.userId);
}

/** The groups of a user, in the order the user joined them. */
export function groupsOf(account: Account, user: User): readonly Group[] {
  return user.groupIds.flatMap((groupId) => account.groups.byId(groupId) ?? []);
}

function itself(id: string): string {
  return id;
}
