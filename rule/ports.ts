import type { ListedUser, LoginProfile, Tag } from './core/known-user';
import type { MfaDevice } from './core/mfa-device';
import type { RootSummary } from './core/root';

/** One page of a list. A page may be empty and still have a next one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** What to ask the next page with; absent on the last. */
  readonly next?: string;
}

/** A virtual MFA device and the id of the user it is assigned to. */
export interface AssignedDevice extends MfaDevice {
  readonly userId: string;
}

/**
 * What the rule needs of IAM's API: one call to AWS each, without retries. Each takes the milliseconds that it may last.
 *
 * @throws AwsCallError for every answer that is not the one asked for, with how the failure is to be taken. An answer
 * that lacks what it must hold is a failure too, never an empty answer.
 */
export interface IamApi {
  listUsers(marker: string | undefined, timeoutMs: number): Promise<Page<ListedUser>>;
  /** The assigned ones. */
  listVirtualMfaDevices(marker: string | undefined, timeoutMs: number): Promise<Page<AssignedDevice>>;
  /** `none` for IAM's NoSuchEntity, which means no password or no such user. */
  getLoginProfile(userName: string, timeoutMs: number): Promise<LoginProfile | 'none'>;
  listMfaDevices(userName: string, marker: string | undefined, timeoutMs: number): Promise<Page<MfaDevice>>;
  listUserTags(userName: string, marker: string | undefined, timeoutMs: number): Promise<Page<Tag>>;
  /** The ids of the group's members. */
  getGroup(groupName: string, marker: string | undefined, timeoutMs: number): Promise<Page<string>>;
  getAccountSummary(timeoutMs: number): Promise<RootSummary>;
}

/** Time and chance, handed in so that a run can be repeated exactly. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** From 0 up to but not including 1. */
  random(): number;
}
