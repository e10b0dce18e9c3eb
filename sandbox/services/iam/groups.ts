import type * as iam from '@aws-sdk/client-iam';
import { iamArn } from '../../account/account';
import {
  addToGroup,
  createGroup,
  deleteGroup,
  groupNamed,
  groupsOf,
  membersOf,
  removeFromGroup,
} from '../../account/groups';
import { userNamed } from '../../account/users';
import { action, command } from './action';
import { page, pageEnd, pageOf } from './paging';
import { anything, onGroup, onUser } from './resources';
import { toGroup, toUser } from './shapes';

export const groupActions = {
  CreateGroup: action<iam.CreateGroupRequest, iam.CreateGroupResponse>(
    ({ GroupName, Path = '/' }, { account }) => [iamArn(account, `group${Path}${GroupName}`)],
    ({ GroupName, Path = '/' }, { account, now }) => ({
      Group: toGroup(createGroup(account, GroupName, Path, now)),
    }),
  ),

  GetGroup: action<iam.GetGroupRequest, iam.GetGroupResponse>(onGroup, (input, { account }) => {
    const group = groupNamed(account, input.GroupName);
    const members = page(membersOf(account, group), input);
    const users = members.items.flatMap((userId) => account.users.byId(userId) ?? []);
    return { Group: toGroup(group), Users: users.map(toUser), ...pageEnd(members) };
  }),

  DeleteGroup: command<iam.DeleteGroupRequest>(onGroup, ({ GroupName }, { account }) => {
    deleteGroup(account, groupNamed(account, GroupName));
  }),

  ListGroups: action<iam.ListGroupsRequest, iam.ListGroupsResponse>(anything, (input, { account }) => {
    const { PathPrefix = '/' } = input;
    const groups = page(account.groups, input, ({ path }) => path.startsWith(PathPrefix));
    return { Groups: groups.items.map(toGroup), ...pageEnd(groups) };
  }),

  AddUserToGroup: command<iam.AddUserToGroupRequest>(onGroup, ({ GroupName, UserName }, { account }) => {
    addToGroup(account, groupNamed(account, GroupName), userNamed(account, UserName));
  }),

  RemoveUserFromGroup: command<iam.RemoveUserFromGroupRequest>(
    onGroup,
    ({ GroupName, UserName }, { account }) => {
      removeFromGroup(account, groupNamed(account, GroupName), userNamed(account, UserName));
    },
  ),

  ListGroupsForUser: action<iam.ListGroupsForUserRequest, iam.ListGroupsForUserResponse>(
    onUser,
    (input, { account }) => {
      const joined = groupsOf(account, userNamed(account, input.UserName));
      const groups = pageOf(joined, ({ groupName }) => groupName.toLowerCase(), input);
      return { Groups: groups.items.map(toGroup), ...pageEnd(groups) };
    },
  ),
};
