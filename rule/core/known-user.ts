import type { MfaDevice, MfaDeviceType } from './mfa-device';

/** What is always known of a user, from ListUsers. */
export interface ListedUser {
  /** The unique id, `AIDA…`: the one name that never passes to somebody else. */
  readonly userId: string;
  readonly userName: string;
  /** Begins and ends with `/`. */
  readonly path: string;
}

/** A console password. */
export interface LoginProfile {
  readonly createDate: Date;
}

/** A user with the answers that IAM has given so far in this run. An absent member has not been asked for. */
export interface KnownUser extends ListedUser {
  /** The exempt groups the user is in, of those whose members could be read. */
  readonly exemptGroups: readonly string[];
  /** The exempt groups whose members could not be read: the user may be in them. */
  readonly unreadGroups: readonly string[];
  /** Whether ListVirtualMFADevices lists a device of this user id; absent where that list could not be read. */
  readonly virtualDevice?: boolean;
  readonly loginProfile?: LoginProfile | 'none';
  /** The types of all devices of the user, from ListMFADevices. */
  readonly mfaDevices?: readonly MfaDeviceType[];
  /**
   * The devices that IAM has listed for the user, as evidence: all of them if `mfaDevices` is known, otherwise the
   * virtual ones.
   */
  readonly devices?: readonly MfaDevice[];
  readonly tags?: readonly Tag[];
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}
