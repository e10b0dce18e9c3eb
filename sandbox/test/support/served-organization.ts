import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';
import { type Account, createAccount, rootArn } from '../../account/account';
import type { SandboxClock } from '../../account/clock';
import {
  type AccountState,
  addAccount,
  createOrganization,
  type Organization,
} from '../../account/organization';
import { putInlinePolicy } from '../../account/policies';
import { createRole } from '../../account/roles';
import { createUser, setPassword } from '../../account/users';
import { memberAccounts } from '../../accounts';
import type { SandboxServer } from '../../server';
import { iamService } from '../../services/iam/iam-service';
import { organizationsService } from '../../services/organizations/organizations-service';
import { stsServiceOf } from '../../services/sts/sts-service';
import { type Credentials, NOW, serve } from './serve';
import { emptyAccount } from './served-account';

/** The role that the members of a served organization have by default: the management account may assume it and read IAM. */
export const ROLE = 'OrganizationReader';

/** Creates a member's role for the management account. */
type AddRole = (member: Account, management: Account) => void;

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

export async function serveOrganization(
  members: readonly Member[],
  addRole: AddRole = addReader,
): Promise<ServedOrganization> {
  const management = emptyAccount();
  const organization = createOrganization(management, 'management');
  for (const member of members) addMember(organization, member, addRole);
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

function addMember(organization: Organization, member: Member, addRole: AddRole): void {
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
  if (hasRole) addRole(account, organization.management);
  addAccount(organization, { account, name, state });
}

function addReader(member: Account, management: Account): void {
  const trust = { Effect: 'Allow', Principal: { AWS: rootArn(management) }, Action: 'sts:AssumeRole' };
  const assumeRolePolicyDocument = policyOf(trust);
  const record = createRole(member, { roleName: ROLE, assumeRolePolicyDocument }, NOW);
  const document = policyOf({ Effect: 'Allow', Action: ['iam:Get*', 'iam:List*'], Resource: '*' });
  putInlinePolicy(member, { type: 'role', record }, { policyName: 'Read', document });
}

function policyOf(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statement });
}
