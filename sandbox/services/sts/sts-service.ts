import type { Service } from '../../service';
import { assumeRole } from './assume-role';
import { getCallerIdentity } from './get-caller-identity';
import { getSessionToken } from './get-session-token';

export const stsService: Service = {
  name: 'sts',
  actionPrefix: 'sts',
  actions: { AssumeRole: assumeRole, GetCallerIdentity: getCallerIdentity, GetSessionToken: getSessionToken },
};
