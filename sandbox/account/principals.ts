import type { MfaDevice } from './mfa-device';
import type { Tag } from './tags';

/** A policy embedded in a user, group or role. */
export interface InlinePolicy {
  readonly policyName: string;
  /** JSON, as it was put. */
  readonly document: string;
}

/** What users, groups and roles have in common: an identity that policies are attached to. */
export interface PolicyHolder {
  readonly inlinePolicies: readonly InlinePolicy[];
  /** The ARNs of managed policies. */
  readonly attachedPolicies: readonly string[];
}

/** A user's console password. */
export interface LoginProfile {
  readonly createDate: Date;
  readonly password: string;
  readonly passwordLastChanged: Date;
  readonly passwordResetRequired: boolean;
}

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly status: 'Active' | 'Inactive';
  readonly createDate: Date;
  readonly lastUsed:
    | { readonly date: Date; readonly serviceName: string; readonly region: string }
    | undefined;
}

export interface User extends PolicyHolder {
  readonly userId: string;
  readonly userName: string;
  readonly path: string;
  readonly arn: string;
  readonly createDate: Date;
  readonly tags: readonly Tag[];
  readonly loginProfile: LoginProfile | undefined;
  readonly passwordLastUsed: Date | undefined;
  readonly accessKeys: readonly AccessKey[];
  /** Those assigned to the user, in the order they were enabled. */
  readonly mfaDevices: readonly MfaDevice[];
  readonly groupIds: readonly string[];
  /** The ARN of a managed policy. */
  readonly permissionsBoundary: string | undefined;
}

export interface Group extends PolicyHolder {
  readonly groupId: string;
  readonly groupName: string;
  readonly path: string;
  readonly arn: string;
  readonly createDate: Date;
}

export interface Role extends PolicyHolder {
  readonly roleId: string;
  readonly roleName: string;
  readonly path: string;
  readonly arn: string;
  readonly createDate: Date;
  readonly description: string | undefined;
  /** The trust policy, in JSON. */
  readonly assumeRolePolicyDocument: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly tags: readonly Tag[];
  readonly permissionsBoundary: string | undefined;
}

/** The account's root user. */
export interface RootUser {
  readonly createDate: Date;
  /** Accounts that AWS Organizations manages centrally may have no root password. */
  readonly hasPassword: boolean;
  readonly passwordLastUsed: Date | undefined;
  readonly mfaDevices: readonly MfaDevice[];
  readonly accessKeys: readonly AccessKey[];
}

/** A customer managed policy. */
export interface ManagedPolicy {
  readonly policyId: string;
  readonly policyName: string;
  readonly path: string;
  readonly arn: string;
  readonly createDate: Date;
  readonly description: string | undefined;
  /** JSON. */
  readonly document: string;
  readonly tags: readonly Tag[];
}
