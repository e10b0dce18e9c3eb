import type { ListedUser } from '../../rule/core/known-user';
import type { IamApi, Page } from '../../rule/ports';
import type { EventHistoryApi } from './cloudtrail';
import type { ConfigRulesApi } from './config-rules';

/** Whose account it is and who looks at it, from sts:GetCallerIdentity. */
export interface Identity {
  readonly accountId: string;
  /** E.g. `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** The ARN of the caller. */
  readonly callerArn: string;
}

/** An account that can be looked at. */
export interface AccountAccess extends Identity {
  /** The region that is called; IAM is the same in all of a partition. */
  readonly region: string;
  readonly iam: IamApi;
  /**
   * One user by name.
   *
   * @throws AwsCallError for every answer but the user, `missing` for a user that IAM does not know.
   */
  getUser(userName: string, timeoutMs: number): Promise<ListedUser>;
  /**
   * One page of the names of a group's members.
   *
   * @throws AwsCallError for every answer but a page, `missing` for a group that IAM does not know.
   */
  groupMembers(groupName: string, marker: string | undefined, timeoutMs: number): Promise<Page<string>>;
}

/** The account whose credentials the caller has. */
export interface OwnAccount extends AccountAccess {
  /** The rules of AWS Config in the account's region. */
  readonly configRules: ConfigRulesApi;
  /** What CloudTrail recorded in a Region. */
  readonly eventHistory: (region: string) => EventHistoryApi;
}
