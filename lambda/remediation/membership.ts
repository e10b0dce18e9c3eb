import type { ThrottledClient } from '../../rule/throttled-client';
import type { MembershipApi } from './ports';

/**
 * Membership of groups, as complete answers: paging, retries, and the account's rate are behind it.
 *
 * @throws AwsCallError or ConsoleMfaError `OutOfTime` when a call fails.
 */
export interface Membership {
  /** The id of the user that has the name now; `none` if there is no such user. */
  getUserId(userName: string): Promise<string | 'none'>;
  /** The names of the user's groups. */
  listGroupsForUser(userName: string): Promise<readonly string[]>;
  /** Changes nothing for a member. `quotaReached` if the user is in as many groups as IAM allows. */
  addUserToGroup(groupName: string, userName: string): Promise<'added' | 'quotaReached'>;
}

/** @param until the deadline of all its calls, in milliseconds since the epoch. */
export function membership(api: MembershipApi, client: ThrottledClient, until: number): Membership {
  return {
    getUserId: (userName) =>
      client.call('iam:GetUser', until, (timeoutMs) => api.getUserId(userName, timeoutMs)),
    listGroupsForUser: (userName) =>
      client.pages('iam:ListGroupsForUser', until, (marker, timeoutMs) =>
        api.listGroupsForUser(userName, marker, timeoutMs),
      ),
    addUserToGroup: (groupName, userName) =>
      client.call('iam:AddUserToGroup', until, (timeoutMs) =>
        api.addUserToGroup(groupName, userName, timeoutMs),
      ),
  };
}
