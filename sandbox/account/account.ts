import { EventHistory } from '../cloudtrail/event-history';
import { type ConfigState, newConfigState } from './config-state';
import { Directory } from './directory';
import { Ids } from './ids';
import type { VirtualMfaDevice } from './mfa-device';
import type { PasswordPolicy } from './password-policy';
import type { Group, ManagedPolicy, Role, RootUser, User } from './principals';
import type { Session } from './session';

/**
 * An AWS account. The records in it are values that are replaced, never changed in place. Directories are keyed by
 * name without regard to case, as IAM's names are unique.
 */
export interface Account {
  readonly accountId: string;
  readonly partition: string;
  readonly region: string;
  readonly ids: Ids;
  root: RootUser;
  alias: string | undefined;
  passwordPolicy: PasswordPolicy | undefined;
  credentialReport:
    | { readonly generatedTime: Date; readonly content: string; readonly isComplete: boolean }
    | undefined;
  readonly users: Directory<User>;
  readonly groups: Directory<Group>;
  /** The ids of a group's members by the group's id. */
  readonly members: Map<string, Directory<string>>;
  readonly roles: Directory<Role>;
  readonly policies: Directory<ManagedPolicy>;
  readonly virtualMfaDevices: Directory<VirtualMfaDevice>;
  /** Ids of users by access key id. */
  readonly accessKeyOwners: Map<string, string>;
  /** Temporary credentials by access key id. */
  readonly sessions: Map<string, Session>;
  /** What AWS Config holds. */
  config: ConfigState;
  /** What CloudTrail has recorded. */
  readonly cloudTrail: EventHistory;
}

export interface AccountSettings {
  readonly accountId: string;
  /** `aws`, `aws-cn`, `aws-us-gov` … */
  readonly partition: string;
  readonly region: string;
  /** Ids, keys and secrets follow from it. */
  readonly seed: string;
  readonly createDate: Date;
}

/** An account with a root user, who has a password and no MFA device, and nothing else. */
export function createAccount(settings: AccountSettings): Account {
  return {
    accountId: settings.accountId,
    partition: settings.partition,
    region: settings.region,
    ids: new Ids(settings.seed),
    root: {
      createDate: settings.createDate,
      hasPassword: true,
      passwordLastUsed: undefined,
      mfaDevices: [],
      accessKeys: [],
    },
    alias: undefined,
    passwordPolicy: undefined,
    credentialReport: undefined,
    users: new Directory<User>(
      ({ userId }) => userId,
      ({ userName }) => keyOf(userName),
    ),
    groups: new Directory<Group>(
      ({ groupId }) => groupId,
      ({ groupName }) => keyOf(groupName),
    ),
    members: new Map(),
    roles: new Directory<Role>(
      ({ roleId }) => roleId,
      ({ roleName }) => keyOf(roleName),
    ),
    policies: new Directory<ManagedPolicy>(
      ({ arn }) => arn,
      ({ policyName }) => keyOf(policyName),
    ),
    virtualMfaDevices: new Directory<VirtualMfaDevice>(
      ({ serialNumber }) => serialNumber,
      ({ serialNumber }) => keyOf(serialNumber),
    ),
    accessKeyOwners: new Map(),
    sessions: new Map(),
    config: newConfigState(),
    cloudTrail: new EventHistory(),
  };
}

/** The key that a name is found by in a directory. */
export function keyOf(name: string): string {
  return name.toLowerCase();
}

/** The ARN of a resource of IAM, which is in no region. */
export function iamArn(account: Account, resource: string): string {
  return `arn:${account.partition}:iam::${account.accountId}:${resource}`;
}

export function rootArn(account: Account): string {
  return iamArn(account, 'root');
}
