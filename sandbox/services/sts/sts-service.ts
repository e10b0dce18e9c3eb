import type { Organization } from '../../account/organization';
import type { Service } from '../../service';
import { assumeRole } from './assume-role';
import { getCallerIdentity } from './get-caller-identity';
import { getSessionToken } from './get-session-token';

/** @param organization the accounts, beside the caller's own, whose roles can be assumed */
export function stsServiceOf(organization: Organization | undefined): Service {
  return {
    name: 'sts',
    actionPrefix: 'sts',
    actions: {
      AssumeRole: assumeRole(organization),
      GetCallerIdentity: getCallerIdentity,
      GetSessionToken: getSessionToken,
    },
  };
}

/** Of an account by itself. */
export const stsService = stsServiceOf(undefined);
