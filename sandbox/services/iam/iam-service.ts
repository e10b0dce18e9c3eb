import type { Service } from '../../service';
import { accessKeyActions } from './access-keys';
import { accountActions } from './account-summary';
import { attachmentActions } from './attachments';
import { authorizationDetailsActions } from './authorization-details';
import { credentialReportActions } from './credential-report';
import { groupActions } from './groups';
import { inlinePolicyActions } from './inline-policies';
import { loginProfileActions } from './login-profiles';
import { managedPolicyActions } from './managed-policies';
import { mfaDeviceActions } from './mfa-devices';
import { passwordPolicyActions } from './password-policy';
import { roleActions } from './roles';
import { tagActions } from './tags';
import { userActions } from './users';
import { virtualMfaDeviceActions } from './virtual-mfa-devices';

/** IAM, as far as console passwords and MFA, those who manage them and those who audit them need it. */
export const iamService: Service = {
  name: 'iam',
  actionPrefix: 'iam',
  actions: {
    ...userActions,
    ...tagActions,
    ...loginProfileActions,
    ...passwordPolicyActions,
    ...accessKeyActions,
    ...virtualMfaDeviceActions,
    ...mfaDeviceActions,
    ...groupActions,
    ...roleActions,
    ...inlinePolicyActions,
    ...managedPolicyActions,
    ...attachmentActions,
    ...accountActions,
    ...credentialReportActions,
    ...authorizationDetailsActions,
  },
};
