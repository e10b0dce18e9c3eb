import { AUDIT_ROLE, addAuditRole } from '../../demo/generator/generate-organization';
import { NOW } from '../../sandbox/test/support/served-account';
import {
  type Member,
  type ServedOrganization,
  serveOrganization,
} from '../../sandbox/test/support/served-organization';

/** A served organization whose members have the role {@link AUDIT_ROLE} with the audit policy, unless they lack it. */
export function serveAuditedOrganization(members: readonly Member[]): Promise<ServedOrganization> {
  return serveOrganization(members, (account, management) => addAuditRole(account, management, NOW));
}
