import type { ListedUser, LoginProfile, Tag } from './core/known-user';
import type { MfaDevice } from './core/mfa-device';
import type { RootSummary } from './core/root';
import type { AssignedDevice, IamApi } from './ports';
import type { ThrottledClient } from './throttled-client';

/**
 * What the rule reads in IAM, as complete answers: paging, retries, and the account's rate are behind it.
 *
 * @throws AwsCallError or ConsoleMfaError `OutOfTime` when an answer could not be read to its end.
 */
export interface IamReader {
  /** Each user once. */
  listUsers(): Promise<readonly ListedUser[]>;
  /** The assigned ones. */
  listVirtualMfaDevices(): Promise<readonly AssignedDevice[]>;
  /** `none` for IAM's NoSuchEntity, which means no password or no such user. */
  getLoginProfile(userName: string): Promise<LoginProfile | 'none'>;
  listMfaDevices(userName: string): Promise<readonly MfaDevice[]>;
  listUserTags(userName: string): Promise<readonly Tag[]>;
  /** The ids of the group's members. */
  getGroup(groupName: string): Promise<readonly string[]>;
  getAccountSummary(): Promise<RootSummary>;
}

/** @param until the deadline of all its calls, in milliseconds since the epoch. */
export function iamReader(iam: IamApi, client: ThrottledClient, until: number): IamReader {
  return {
    listUsers: async () => {
      const users = await client.pages('iam:ListUsers', until, (marker, timeoutMs) =>
        iam.listUsers(marker, timeoutMs),
      );
      // A list that changes between two of its pages may show a user twice.
      return [...new Map(users.map((user) => [user.userId, user])).values()];
    },
    listVirtualMfaDevices: () =>
      client.pages('iam:ListVirtualMFADevices', until, (marker, timeoutMs) =>
        iam.listVirtualMfaDevices(marker, timeoutMs),
      ),
    getLoginProfile: (userName) =>
      client.call('iam:GetLoginProfile', until, (timeoutMs) => iam.getLoginProfile(userName, timeoutMs)),
    listMfaDevices: (userName) =>
      client.pages('iam:ListMFADevices', until, (marker, timeoutMs) =>
        iam.listMfaDevices(userName, marker, timeoutMs),
      ),
    listUserTags: (userName) =>
      client.pages('iam:ListUserTags', until, (marker, timeoutMs) =>
        iam.listUserTags(userName, marker, timeoutMs),
      ),
    getGroup: (groupName) =>
      client.pages('iam:GetGroup', until, (marker, timeoutMs) => iam.getGroup(groupName, marker, timeoutMs)),
    getAccountSummary: () =>
      client.call('iam:GetAccountSummary', until, (timeoutMs) => iam.getAccountSummary(timeoutMs)),
  };
}
