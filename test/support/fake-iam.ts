import { AwsCallError } from '../../rule/core/errors';
import type { Tag } from '../../rule/core/known-user';
import type { RootSummary } from '../../rule/core/root';
import type { Clock, IamApi } from '../../rule/ports';
import { Line, pageOf } from './calls';

/** A user as IAM has it. */
export interface FakeUser {
  readonly userId: string;
  readonly userName: string;
  readonly path?: string;
  readonly password?: Date;
  /** Serial numbers. */
  readonly devices?: readonly string[];
  readonly tags?: readonly Tag[];
  readonly groups?: readonly string[];
}

/** The serial number of a user's virtual device. */
export function virtualDevice(userName: string): string {
  return `arn:aws:iam::123456789012:mfa/${userName}`;
}

/** A user by name; the id is made of it. */
export function named(userName: string, user: Partial<FakeUser> = {}): FakeUser {
  return { userId: `AIDA-${userName}`, userName, ...user };
}

const PASSWORD_DATE = new Date('2026-01-01T00:00:00Z');

/** A user with an old password. */
export function withPassword(userName: string, user: Partial<FakeUser> = {}): FakeUser {
  return named(userName, { password: PASSWORD_DATE, ...user });
}

/** IAM in memory: a test sets its users, and changes them while a run goes on. */
export class FakeIam implements IamApi {
  readonly line: Line;
  groups: readonly string[] = [];
  root: RootSummary = { password: true, mfa: true };
  /** Users, devices and members a page. */
  pageSize = 1000;
  /** Devices and tags of one user a page. */
  smallPageSize = 100;

  constructor(
    clock: Clock,
    public users: readonly FakeUser[],
  ) {
    this.line = new Line(clock);
  }

  /** Changes a user, found by name; nothing in its place deletes it. */
  change(userName: string, change: (user: FakeUser) => FakeUser | undefined): void {
    this.users = this.users
      .map((user) => (user.userName === userName ? change(user) : user))
      .filter((user) => user !== undefined);
  }

  listUsers(marker: string | undefined, timeoutMs: number) {
    return this.line.carry('iam:ListUsers', marker ?? '', timeoutMs, () => {
      const listed = this.users.map(({ userId, userName, path = '/' }) => ({ userId, userName, path }));
      return pageOf(listed, marker, this.pageSize);
    });
  }

  listVirtualMfaDevices(marker: string | undefined, timeoutMs: number) {
    return this.line.carry('iam:ListVirtualMFADevices', marker ?? '', timeoutMs, () => {
      const assigned = this.users.flatMap(({ userId, devices = [] }) =>
        devices
          .filter((serialNumber) => serialNumber.includes(':mfa/'))
          .map((serialNumber) => ({ userId, serialNumber })),
      );
      return pageOf(assigned, marker, this.pageSize);
    });
  }

  getLoginProfile(userName: string, timeoutMs: number) {
    return this.line.carry('iam:GetLoginProfile', userName, timeoutMs, () => {
      const createDate = this.users.find((user) => user.userName === userName)?.password;
      return createDate === undefined ? ('none' as const) : { createDate };
    });
  }

  listMfaDevices(userName: string, marker: string | undefined, timeoutMs: number) {
    return this.line.carry('iam:ListMFADevices', userName, timeoutMs, () =>
      pageOf(this.#user('iam:ListMFADevices', userName).devices ?? [], marker, this.smallPageSize),
    );
  }

  listUserTags(userName: string, marker: string | undefined, timeoutMs: number) {
    return this.line.carry('iam:ListUserTags', userName, timeoutMs, () =>
      pageOf(this.#user('iam:ListUserTags', userName).tags ?? [], marker, this.smallPageSize),
    );
  }

  getGroup(groupName: string, marker: string | undefined, timeoutMs: number) {
    return this.line.carry('iam:GetGroup', groupName, timeoutMs, () => {
      if (!this.groups.includes(groupName))
        throw new AwsCallError('missing', 'iam:GetGroup', 'NoSuchEntity: no');
      const members = this.users.filter(({ groups = [] }) => groups.includes(groupName));
      return pageOf(
        members.map(({ userId }) => userId),
        marker,
        this.pageSize,
      );
    });
  }

  getAccountSummary(timeoutMs: number) {
    return this.line.carry('iam:GetAccountSummary', '', timeoutMs, () => this.root);
  }

  #user(action: string, userName: string): FakeUser {
    const user = this.users.find((candidate) => candidate.userName === userName);
    if (user === undefined) throw new AwsCallError('missing', action, 'NoSuchEntity: no such user');
    return user;
  }
}
