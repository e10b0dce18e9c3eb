import type { Page } from '../../rule/ports';
import type { AccountAccess, OwnAccount } from './account-access';

/** An account as AWS Organizations lists it. */
export interface ListedAccount {
  readonly accountId: string;
  readonly name: string;
  /** E.g. `ACTIVE` or `SUSPENDED`. */
  readonly state: string;
  /** E.g. `o-a1b2c3d4e5`. */
  readonly organizationId: string;
  readonly managementAccountId: string;
}

/** How the accounts of an organization are entered. */
export interface RoleToAssume {
  /** With its path, if it has one, and without the slash before it: `ConsoleMfaAudit` or `audit/ConsoleMfaAudit`. */
  readonly roleName: string;
  readonly externalId?: string;
}

/** An account that was entered by its role. */
export interface MemberAccess extends AccountAccess {
  /** Lets its connections go. */
  close(): void;
}

/** An organization that can be looked at, through the account whose credentials the caller has. */
export interface OrganizationAccess {
  /** The caller's account: the management account, or a delegated administrator's. */
  readonly own: OwnAccount;
  /** @throws AwsCallError for every answer but a page. */
  listAccounts(nextToken: string | undefined, timeoutMs: number): Promise<Page<ListedAccount>>;
  /** Assumes the role in an account. @throws AwsCallError where AWS refuses. */
  openMember(accountId: string, role: RoleToAssume, timeoutMs: number): Promise<MemberAccess>;
}
