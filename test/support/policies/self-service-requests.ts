import {
  ACCOUNT_WIDE,
  ENROLLMENT_OF_ANNA,
  ENROLLMENT_OF_BERTA,
  OTHER_SIGN_INS,
  SIMILAR_NAMES,
} from './shared-requests';
import { situation } from './situations';
import type { Entry } from './table';

/** What the self-service policy alone allows: always the same, but that taking a device away needs MFA. */
export const SELF_SERVICE_REQUESTS: readonly Entry[] = [
  {
    situation: situation('anna', 'a session without MFA', 'a second before', ['self-service']),
    allow: `
      ${ACCOUNT_WIDE}
      ${ENROLLMENT_OF_ANNA}
      iam:CreateVirtualMFADevice       mfa/anna/phone
    `,
    deny: `
      iam:DeactivateMFADevice          user/anna
    `,
  },
  {
    situation: situation('anna', 'an access key', 'a second before', ['self-service']),
    allow: `
      iam:EnableMFADevice              user/anna
    `,
    deny: `
      iam:DeactivateMFADevice          user/anna
    `,
  },
  {
    situation: situation('anna', 'a session with MFA', 'months after', ['self-service']),
    allow: `
      iam:DeactivateMFADevice          user/anna
      iam:DeleteVirtualMFADevice       mfa/anna
      iam:EnableMFADevice              user/anna
      iam:ChangePassword               user/anna
    `,
    deny: `
      ${ENROLLMENT_OF_BERTA}
      ${SIMILAR_NAMES}
      ${OTHER_SIGN_INS}
      iam:CreateAccessKey              user/anna
      iam:UpdateLoginProfile           user/anna
      iam:DeleteLoginProfile           user/anna
      iam:DeleteUser                   user/anna
      iam:PutUserPolicy                user/anna
      iam:AttachUserPolicy             user/anna
      iam:GetAccountSummary            *
      iam:ListUsers                    *
      iam:DeleteVirtualMFADevice       mfa/annabel/phone
      iam:DeactivateMFADevice          user/staff/berlin/berta
      iam:EnableMFADevice              user/staff/joanna
      iam:EnableMFADevice              user/anna-b
      iam:DeactivateMFADevice          user/annabel
      iam:DeactivateMFADevice          user/anna/carla
      iam:DeactivateMFADevice          user/staff/anna/carla
      s3:ListAllMyBuckets              *
      sts:AssumeRole                   role/admin
    `,
  },
  {
    situation: situation('berta', 'a session without MFA', 'months after', ['self-service']),
    allow: ENROLLMENT_OF_BERTA,
    deny: `
      iam:DeactivateMFADevice          user/staff/berlin/berta
      iam:EnableMFADevice              user/anna
      iam:ListMFADevices               user/anna
      iam:ListMFADevices               user/staff/berlin/carla
      iam:EnableMFADevice              user/staff/berlin/carla
      iam:DeleteVirtualMFADevice       mfa/anna
    `,
  },
  {
    situation: situation('berta', 'a session with MFA', 'months after', ['self-service']),
    allow: `
      iam:DeactivateMFADevice          user/staff/berlin/berta
    `,
    deny: `
      iam:DeactivateMFADevice          user/staff/berlin/carla
      iam:DeactivateMFADevice          user/anna
    `,
  },
];
