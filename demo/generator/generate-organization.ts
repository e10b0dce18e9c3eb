import { auditPolicy } from '../../cli/audit/audit-policy';
import { DEFAULT_PARAMETERS } from '../../rule/core/rule-parameters';
import { type Account, rootArn } from '../../sandbox/account/account';
import { addAccount, createOrganization, type Organization } from '../../sandbox/account/organization';
import { putInlinePolicy } from '../../sandbox/account/policies';
import { createRole } from '../../sandbox/account/roles';
import { type GeneratedAccount, generateAccount } from './generate-account';
import { EXEMPTION_TAG } from './small-company';

/** The role that lets the management account audit a generated member. */
export const AUDIT_ROLE = 'ConsoleMfaAudit';

const NAMES = ['production', 'staging', 'development', 'security', 'logging', 'data', 'shared-services'];

export interface GeneratedOrganization extends Omit<GeneratedAccount, 'accountId'> {
  readonly management: Account;
  /** Of the organization, the management account among them. */
  readonly accounts: number;
}

/** An organization whose members have so many users each, and a role for whoever audits them. */
export function generateOrganization(wanted: GeneratedOrganization): Organization {
  const { management, accounts, seed, now } = wanted;
  const organization = createOrganization(management, 'management');
  for (let nth = 1; nth < accounts; nth += 1) {
    const accountId = String(200_000_000_000 + nth);
    const account = generateAccount({ ...wanted, seed: seed + nth, accountId });
    addAuditRole(account, management, now);
    addAccount(organization, { account, name: NAMES[nth - 1] ?? `team-${nth}` });
  }
  return organization;
}

/** A role that the management account may assume, and that may read what an audit with any parameters reads. */
export function addAuditRole(account: Account, management: Account, now: Date): void {
  const trust = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: rootArn(management) }, Action: 'sts:AssumeRole' },
  };
  const record = createRole(
    account,
    { roleName: AUDIT_ROLE, assumeRolePolicyDocument: JSON.stringify(trust) },
    now,
  );
  const parameters = {
    ...DEFAULT_PARAMETERS,
    exemptionTag: EXEMPTION_TAG,
    exemptGroups: ['*'],
    includeRoot: true,
  };
  const document = JSON.stringify(auditPolicy(parameters, account.partition, account.accountId));
  putInlinePolicy(account, { type: 'role', record }, { policyName: 'Audit', document });
}
