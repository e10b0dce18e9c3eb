import { createHash } from 'node:crypto';
import type { Account } from './account';

/** Where an account stands in the life that AWS Organizations gives it. */
export type AccountState = 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED';

/** An account as its organization knows it. */
export interface OrganizationAccount {
  readonly account: Account;
  readonly name: string;
  readonly email: string;
  readonly state: AccountState;
  readonly joinedMethod: 'INVITED' | 'CREATED';
  readonly joined: Date;
}

/** Accounts under one management account, which is the first of them. */
export interface Organization {
  /** E.g. `o-a1b2c3d4e5`. */
  readonly id: string;
  readonly management: Account;
  /** By account id, in the order in which they joined. */
  readonly accounts: Map<string, OrganizationAccount>;
  /** The ids of member accounts that may read the organization. */
  readonly delegatedAdministrators: Set<string>;
}

export type NewMember = Pick<OrganizationAccount, 'account' | 'name'> &
  Partial<Pick<OrganizationAccount, 'state' | 'joined' | 'joinedMethod'>>;

/** An organization of the management account alone. Its id follows from the account's. */
export function createOrganization(management: Account, name: string): Organization {
  const id = `o-${createHash('sha256').update(management.accountId).digest('hex').slice(0, 10)}`;
  const organization: Organization = {
    id,
    management,
    accounts: new Map(),
    delegatedAdministrators: new Set(),
  };
  addAccount(organization, {
    account: management,
    name,
    joined: management.root.createDate,
    joinedMethod: 'INVITED',
  });
  return organization;
}

/** Adds an account, or replaces what is known of it. */
export function addAccount(organization: Organization, member: NewMember): void {
  const { account, name, state = 'ACTIVE', joinedMethod = 'CREATED' } = member;
  const joined = member.joined ?? account.root.createDate;
  const email = `aws+${account.accountId}@example.com`;
  organization.accounts.set(account.accountId, { account, name, email, state, joinedMethod, joined });
}

/** The ARN of an account as the organization's resource: it names the management account too. */
export function organizationAccountArn(
  { id, management }: Organization,
  { accountId }: Pick<Account, 'accountId'>,
): string {
  return `${organizationsArn(management)}:account/${id}/${accountId}`;
}

export function organizationArn({ id, management }: Organization): string {
  return `${organizationsArn(management)}:organization/${id}`;
}

function organizationsArn({ partition, accountId }: Account): string {
  return `arn:${partition}:organizations::${accountId}`;
}
