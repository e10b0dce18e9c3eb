import type { Page } from '../../rule/ports';

/** What a remediation needs of IAM beyond the rule's own questions, in the same way: one call to AWS each. */
export interface MembershipApi {
  /** The id of the user that has the name now; `none` if there is no such user. */
  getUserId(userName: string, timeoutMs: number): Promise<string | 'none'>;
  /** The names of the user's groups. */
  listGroupsForUser(userName: string, marker: string | undefined, timeoutMs: number): Promise<Page<string>>;
  /** Changes nothing for a member. `quotaReached` if the user is in as many groups as IAM allows. */
  addUserToGroup(groupName: string, userName: string, timeoutMs: number): Promise<'added' | 'quotaReached'>;
}
