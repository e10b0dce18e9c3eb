import type { MembershipApi } from '../../lambda/remediation/ports';
import { AwsCallError } from '../../rule/core/errors';
import { pageOf } from './calls';
import type { FakeIam } from './fake-iam';

/** IAM's quota of groups for a user. */
const GROUPS_PER_USER = 10;

/** Membership of groups of a fake IAM's users, on the same line. */
export function fakeMembership(iam: FakeIam): MembershipApi {
  const userNamed = (action: string, userName: string) => {
    const user = iam.users.find((candidate) => candidate.userName === userName);
    if (user === undefined) throw new AwsCallError('missing', action, 'NoSuchEntity: no such user');
    return user;
  };
  return {
    getUserId: (userName, timeoutMs) =>
      iam.line.carry(
        'iam:GetUser',
        userName,
        timeoutMs,
        () => iam.users.find((user) => user.userName === userName)?.userId ?? 'none',
      ),

    listGroupsForUser: (userName, marker, timeoutMs) =>
      iam.line.carry('iam:ListGroupsForUser', userName, timeoutMs, () =>
        pageOf(userNamed('iam:ListGroupsForUser', userName).groups ?? [], marker, iam.smallPageSize),
      ),

    addUserToGroup: (groupName, userName, timeoutMs) =>
      iam.line.carry('iam:AddUserToGroup', userName, timeoutMs, () => {
        const { groups = [] } = userNamed('iam:AddUserToGroup', userName);
        if (groups.includes(groupName)) return 'added';
        if (groups.length >= GROUPS_PER_USER) return 'quotaReached';
        iam.change(userName, (user) => ({ ...user, groups: [...groups, groupName] }));
        return 'added';
      }),
  };
}
