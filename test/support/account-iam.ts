import type { IAMClient } from '@aws-sdk/client-iam';
import { membershipApi } from '../../lambda/remediation/membership-api';
import type { MembershipApi } from '../../lambda/remediation/ports';
import { iamApi } from '../../rule/aws/iam';
import type { Tag } from '../../rule/core/known-user';
import type { Clock, IamApi } from '../../rule/ports';
import { createAccount, keyOf } from '../../sandbox/account/account';
import { addToGroup, createGroup, groupsOf, membersOf } from '../../sandbox/account/groups';
import { assignDevice } from '../../sandbox/account/mfa-devices';
import type { Group, User } from '../../sandbox/account/principals';
import { createUser, setPassword, userNamed } from '../../sandbox/account/users';
import { iamService } from '../../sandbox/services/iam/iam-service';
import { keyAfter } from '../../sandbox/services/iam/paging';
import { Line } from './calls';
import { sender } from './in-process-service';

/** A user as a test states it. */
export interface AccountUser {
  readonly userId: string;
  readonly userName: string;
  readonly path?: string;
  readonly password?: Date;
  /** Serial numbers. */
  readonly devices?: readonly string[];
  readonly tags?: readonly Tag[];
  readonly groups?: readonly string[];
}

const CREATED = new Date('2026-01-01T00:00:00Z');

/** A user by name; the id is made of it. */
export function named(userName: string, user: Partial<AccountUser> = {}): AccountUser {
  return { userId: `AIDA-${userName}`, userName, ...user };
}

/** A user with an old password. */
export function withPassword(userName: string, user: Partial<AccountUser> = {}): AccountUser {
  return named(userName, { password: CREATED, ...user });
}

/** The serial number of a user's virtual device. */
export function virtualDevice(userName: string): string {
  return `arn:aws:iam::123456789012:mfa/${userName}`;
}

/** IAM of a sandbox account in this process, asked by the product's own adapters over a line. */
export class AccountIam implements IamApi, MembershipApi {
  readonly account = createAccount({
    accountId: '123456789012',
    partition: 'aws',
    region: 'us-east-1',
    seed: 'account-iam',
    createDate: CREATED,
  });
  readonly line: Line;
  /** What lists are asked with instead of what the adapters choose. */
  paging: { readonly MaxItems?: number } = {};
  /** The SDK's client, which reaches the account without the line. */
  readonly client = {
    send: sender(
      iamService,
      this.account,
      () => new Date(this.line.clock.now()),
      () => this.paging,
    ),
  } as unknown as IAMClient;
  readonly #iam = iamApi(this.client);
  readonly #membership = membershipApi(this.client);

  listUsers = this.over('iam:ListUsers', this.#iam.listUsers, keyAfter);
  listVirtualMfaDevices = this.over('iam:ListVirtualMFADevices', this.#iam.listVirtualMfaDevices, keyAfter);
  getLoginProfile = this.over('iam:GetLoginProfile', this.#iam.getLoginProfile);
  listMfaDevices = this.over('iam:ListMFADevices', this.#iam.listMfaDevices);
  listUserTags = this.over('iam:ListUserTags', this.#iam.listUserTags);
  getGroup = this.over('iam:GetGroup', this.#iam.getGroup);
  getAccountSummary = this.over('iam:GetAccountSummary', this.#iam.getAccountSummary, () => undefined);
  getUserId = this.over('iam:GetUser', this.#membership.getUserId);
  listGroupsForUser = this.over('iam:ListGroupsForUser', this.#membership.listGroupsForUser);
  addUserToGroup = this.over(
    'iam:AddUserToGroup',
    this.#membership.addUserToGroup,
    (_, userName) => userName,
  );

  constructor(clock: Clock, users: readonly AccountUser[]) {
    this.line = new Line(clock);
    for (const user of users) this.put(user);
  }

  /** Carries a call over the line; its last argument is the milliseconds that it may last. */
  over<Args extends readonly unknown[], Answer>(
    action: string,
    call: (...args: Args) => Promise<Answer>,
    about: (...args: Args) => string | undefined = (...[first]) => String(first),
  ): (...args: Args) => Promise<Answer> {
    return (...args) =>
      this.line.carry(action, about(...args) ?? '', Number(args.at(-1)), () => call(...args));
  }

  /** Creates a user, and its groups, in place of the users that have its id or its name now. */
  put({ userId, userName, path = '/', password, devices = [], tags = [], groups = [] }: AccountUser): void {
    const { account } = this;
    this.#remove(account.users.byId(userId));
    this.delete(userName);
    const userTags = tags.map(({ key, value }) => ({ Key: key, Value: value }));
    const created = createUser(account, { userName, path, tags: userTags }, CREATED);
    account.users.delete(created.userId);
    account.users.put({ ...created, userId });
    const current = () => userNamed(account, userName);
    if (password !== undefined) setPassword(account, current(), 'Correct-horse-1', false, password);
    for (const groupName of groups) addToGroup(account, this.addGroup(groupName), current());
    for (const serialNumber of devices) this.#assign(serialNumber, current());
  }

  /** Deletes a user with all that it has. */
  delete(userName: string): void {
    this.#remove(this.account.users.byKey(keyOf(userName)));
  }

  /** Creates a group unless it is there. */
  addGroup(groupName: string): Group {
    const { account } = this;
    return account.groups.byKey(keyOf(groupName)) ?? createGroup(account, groupName, '/', CREATED);
  }

  /** IAM shows a device by its serial number alone, so the kind is never seen. */
  #assign(serialNumber: string, user: User): void {
    const unassigned = { serialNumber, base32StringSeed: '', tags: [], owner: undefined };
    if (serialNumber.includes(':mfa/')) this.account.virtualMfaDevices.put(unassigned);
    assignDevice(this.account, user, { type: 'fido', serialNumber, enableDate: CREATED });
  }

  #remove(user: User | undefined): void {
    if (user === undefined) return;
    const { account } = this;
    for (const group of groupsOf(account, user)) membersOf(account, group).delete(user.userId);
    for (const { serialNumber } of user.mfaDevices) account.virtualMfaDevices.delete(serialNumber);
    account.users.delete(user.userId);
  }
}
