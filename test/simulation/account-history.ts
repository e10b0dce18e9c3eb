import type { LoginProfile, Tag } from '../../rule/core/known-user';
import {
  ACCOUNT_ID,
  type Change,
  DAY_MS,
  type DeviceKind,
  type Scenario,
  type UserOfScenario,
} from './scenario';

export interface TrueUser {
  readonly userId: string;
  readonly createdAt: number;
  readonly userName: string;
  readonly path: string;
  readonly loginProfile: LoginProfile | 'none';
  readonly serialNumbers: readonly string[];
  readonly tags: readonly Tag[];
  readonly groups: readonly string[];
}

export const GROUPS = ['group-0', 'group-1'] as const;

const RESOURCES: Readonly<Record<DeviceKind, (id: number) => string>> = {
  virtual: (id) => `arn:aws:iam::${ACCOUNT_ID}:mfa/device-${id}`,
  fido: (id) => `arn:aws:iam::${ACCOUNT_ID}:u2f/user/key-${id}`,
  sms: (id) => `arn:aws:iam::${ACCOUNT_ID}:sms-mfa/phone-${id}`,
  'hardware-totp': (id) => `GAHT${String(id).padStart(8, '0')}`,
  unheardOf: (id) => `arn:aws:iam::${ACCOUNT_ID}:telepathy/mind-${id}`,
};

/**
 * The truth about an account, now and at every instant before: what really happened, whatever anybody was told.
 *
 * No user ever takes back a name it has given up. Somebody who did so within one run would show the same name in both
 * lists of users while the questions in between were answered about another, and nothing that IAM says tells that.
 */
export class AccountHistory {
  #users: readonly TrueUser[] = [];
  readonly #past: { readonly until: number; readonly users: readonly TrueUser[] }[] = [];
  readonly #namesHad = new Map<string, Set<string>>();
  readonly #ids: string[] = [];
  #groups: readonly string[] = GROUPS;
  #made = 0;

  constructor(
    scenario: Scenario,
    private readonly now: () => number,
  ) {
    const crowd = Array.from({ length: scenario.crowd }, (_, index) => memberOfCrowd(index));
    for (const user of [...scenario.users, ...crowd]) {
      this.#create(user, `${user.robot ? 'robot' : 'user'}-${this.#made}`, now() - DAY_MS);
    }
  }

  get users(): readonly TrueUser[] {
    return this.#users;
  }

  membersOf(groupName: string): readonly TrueUser[] | undefined {
    if (!this.#groups.includes(groupName)) return undefined;
    return this.#users.filter(({ groups }) => groups.includes(groupName));
  }

  /** The users as they were some milliseconds ago. */
  usersBefore(milliseconds: number): readonly TrueUser[] {
    const instant = this.now() - milliseconds;
    return this.#past.find(({ until }) => until > instant)?.users ?? this.#users;
  }

  byName(userName: string): TrueUser | undefined {
    return this.#users.find((user) => user.userName === userName);
  }

  /** The id of the scenario's n-th user, whether or not it still exists. */
  idOf(index: number): string | undefined {
    return this.#ids[index];
  }

  apply(change: Change): void {
    const before = this.#users;
    this.#change(change);
    if (this.#users !== before) this.#past.push({ until: this.now(), users: before });
  }

  #change({ kind, user: index }: Change): void {
    const user = this.#users[index % Math.max(1, this.#users.length)];
    if (kind === 'create') this.#create(NEWCOMER, `user-${this.#made}`);
    else if (kind === 'deleteGroup') this.#groups = this.#groups.slice(1);
    else if (user !== undefined)
      this.#changeUser(kind, user, this.#users[(index + 1) % this.#users.length] ?? user);
  }

  #changeUser(kind: Change['kind'], user: TrueUser, other: TrueUser): void {
    switch (kind) {
      case 'rename':
        this.#rename([user, `renamed-${this.#made++}`]);
        break;
      case 'delete':
        this.#delete(user);
        break;
      case 'replace':
        this.#delete(user);
        this.#create(NEWCOMER, user.userName);
        break;
      case 'swap':
        this.#rename([user, other.userName], [other, user.userName]);
        break;
      case 'takeOver':
        this.#rename([user, `renamed-${this.#made++}`], [other, user.userName]);
        break;
      default:
        this.#put({ ...user, ...this.#alteration(kind, user) });
    }
  }

  #alteration(kind: Change['kind'], user: TrueUser): Partial<TrueUser> {
    switch (kind) {
      case 'enrol':
        return { serialNumbers: [...user.serialNumbers, RESOURCES.virtual(this.#made++)] };
      case 'strip':
        return { serialNumbers: [] };
      case 'setPassword':
        return { loginProfile: { createDate: new Date(this.now()) } };
      case 'dropPassword':
        return { loginProfile: 'none' };
      case 'move':
        return { path: user.path === '/service/' ? '/' : '/service/' };
      case 'tag':
        return { tags: [{ key: 'mfa-exempt', value: '2027-01-01' }, ...user.tags] };
      case 'untag':
        return { tags: [] };
      case 'join':
        return { groups: GROUPS };
      case 'leave':
        return { groups: [] };
      default:
        return {};
    }
  }

  #create(user: UserOfScenario, userName: string, createdAt = this.now()): void {
    const number = this.#made++;
    const userId = `AIDA${String(number).padStart(4, '0')}`;
    const created: TrueUser = {
      userId,
      createdAt,
      userName,
      path: user.path,
      loginProfile:
        user.passwordDays === undefined
          ? 'none'
          : { createDate: new Date(this.now() - user.passwordDays * DAY_MS) },
      serialNumbers: user.devices.map((kind, index) => RESOURCES[kind](number * 100 + index)),
      tags: user.tags,
      groups: user.groups.flatMap((index) => GROUPS[index] ?? []),
    };
    this.#ids.push(userId);
    this.#namesHad.set(userId, new Set([userName]));
    this.#users = [...this.#users, created];
  }

  #delete(user: TrueUser): void {
    this.#users = this.#users.filter(({ userId }) => userId !== user.userId);
  }

  /** All at once, or not at all where somebody would take back a name. */
  #rename(...renamings: readonly (readonly [TrueUser, string])[]): void {
    if (renamings.some(([user, userName]) => this.#namesHad.get(user.userId)?.has(userName))) return;
    for (const [user, userName] of renamings) {
      this.#namesHad.get(user.userId)?.add(userName);
      this.#put({ ...user, userName });
    }
  }

  #put(changed: TrueUser): void {
    this.#users = this.#users.map((user) => (user.userId === changed.userId ? changed : user));
  }
}

const NEWCOMER: UserOfScenario = {
  robot: false,
  path: '/',
  passwordDays: 0,
  devices: [],
  tags: [],
  groups: [],
};

/** Every fourth has to be asked about. */
function memberOfCrowd(index: number): UserOfScenario {
  return { ...NEWCOMER, passwordDays: 500, devices: index % 4 === 0 ? [] : ['virtual'] };
}
