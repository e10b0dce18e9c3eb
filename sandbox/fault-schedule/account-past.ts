import type { Account } from '../account/account';

/** The users, groups and devices of an account as they were before each of the last calls. */
export class AccountPast {
  readonly #account: Account;
  readonly #calls: number;
  readonly #states: Account[] = [];

  /** @param calls how many calls it goes back; with 0 it keeps nothing */
  constructor(account: Account, calls: number) {
    this.#account = account;
    this.#calls = calls;
  }

  /** Keeps the present. To be called before each call. */
  keep(): void {
    if (this.#calls === 0) return;
    this.#states.push(copyOf(this.#account));
    if (this.#states.length > this.#calls) this.#states.shift();
  }

  /** The account before the last so many calls, the one in hand among them, or as long ago as is known. */
  before(calls: number): Account {
    return this.#states.at(-calls) ?? this.#states[0] ?? this.#account;
  }
}

function copyOf(account: Account): Account {
  const members = [...account.members].map(([groupId, ids]) => [groupId, ids.copy()] as const);
  return {
    ...account,
    users: account.users.copy(),
    groups: account.groups.copy(),
    members: new Map(members),
    virtualMfaDevices: account.virtualMfaDevices.copy(),
  };
}
