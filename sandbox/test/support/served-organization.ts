import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';
import { addAuditRole } from '../../../demo/generator/generate-organization';
import { createAccount } from '../../account/account';
import type { SandboxClock } from '../../account/clock';
import {
  type AccountState,
  addAccount,
  createOrganization,
  type Organization,
} from '../../account/organization';
import { createUser, setPassword } from '../../account/users';
import { memberAccounts } from '../../accounts';
import type { SandboxServer } from '../../server';
import { iamService } from '../../services/iam/iam-service';
import { organizationsService } from '../../services/organizations/organizations-service';
import { stsServiceOf } from '../../services/sts/sts-service';
import { type Credentials, NOW, serve } from './serve';
import { emptyAccount } from './served-account';

/** The role that the members of a served organization have, unless they lack it. */
export const ROLE = 'ConsoleMfaAudit';

export interface Member {
  readonly accountId: string;
  readonly name: string;
  readonly state?: AccountState;
  readonly hasRole?: boolean;
  /** Users without a password. */
  readonly users?: readonly string[];
  /** Users with a password and no device. */
  readonly withPassword?: readonly string[];
}

/** An organization managed by account 123456789012, at a frozen clock, at one address. */
export interface ServedOrganization {
  readonly organization: Organization;
  readonly server: SandboxServer;
  readonly clock: SandboxClock;
  /** Clients of the management account's administrator, or of whoever has the credentials. They try once. */
  organizations(credentials?: Credentials): OrganizationsClient;
  sts(credentials?: Credentials): STSClient;
  close(): Promise<void>;
}

export async function serveOrganization(members: readonly Member[]): Promise<ServedOrganization> {
  const management = emptyAccount();
  const organization = createOrganization(management, 'management');
  for (const member of members) addMember(organization, member);
  const { clientOf, ...served } = await serve({
    account: management,
    services: [iamService, stsServiceOf(organization), organizationsService(organization)],
    others: memberAccounts(organization),
  });
  return {
    ...served,
    organization,
    organizations: clientOf(OrganizationsClient),
    sts: clientOf(STSClient),
  };
}

function addMember(organization: Organization, member: Member): void {
  const { accountId, name, state = 'ACTIVE', hasRole = true, users = [], withPassword = [] } = member;
  const createDate = new Date('2026-02-03T04:05:06Z');
  const account = createAccount({
    accountId,
    partition: 'aws',
    region: 'us-east-1',
    seed: accountId,
    createDate,
  });
  for (const userName of users) createUser(account, { userName }, NOW);
  for (const userName of withPassword) {
    setPassword(account, createUser(account, { userName }, NOW), 'Initial-1', false, NOW);
  }
  if (hasRole) addAuditRole(account, organization.management, NOW, ROLE);
  addAccount(organization, { account, name, state });
}
