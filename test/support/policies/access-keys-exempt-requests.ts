import {
  ACCOUNT_WIDE,
  BEYOND_ENROLLMENT,
  CHANGES_OF_ANNA,
  ENROLLMENT_OF_ANNA,
  ENROLLMENT_OF_BERTA,
  OTHER_SIGN_INS,
  THROUGH_A_SERVICE,
} from './shared-requests';
import { situation } from './situations';
import type { Entry } from './table';

const ADMINISTRATOR = ['self-service', 'enforcement, access keys exempt', 'AdministratorAccess'] as const;

/** The weaker choice: the same for sessions, and nothing for access keys. */
export const ACCESS_KEYS_EXEMPT_REQUESTS: readonly Entry[] = [
  ...(['an access key', 'an access key of an enrolled user'] as const).flatMap((key) =>
    (['at the date', 'months after'] as const).map(
      (time): Entry => ({
        situation: situation('anna', key, time, ADMINISTRATOR),
        allow: `
          ${BEYOND_ENROLLMENT}
          ${CHANGES_OF_ANNA}
          iam:DeactivateMFADevice          user/anna
          iam:UpdateLoginProfile           user/anna
        `,
      }),
    ),
  ),
  {
    situation: situation('anna', 'a session without MFA', 'months after', ADMINISTRATOR),
    allow: `
      ${ACCOUNT_WIDE}
      ${ENROLLMENT_OF_ANNA}
      sts:GetSessionToken              *
    `,
    deny: `
      ${ENROLLMENT_OF_BERTA}
      ${OTHER_SIGN_INS}
      s3:ListAllMyBuckets              *
      iam:ListUsers                    *
      iam:DeactivateMFADevice          user/anna
      iam:UpdateLoginProfile           user/anna
      iam:DeleteVirtualMFADevice       mfa/berta/anna
      sts:AssumeRole                   role/admin
    `,
  },
  {
    situation: situation('berta', 'a session without MFA', 'months after', ADMINISTRATOR),
    allow: `
      iam:EnableMFADevice              user/staff/berlin/berta
    `,
  },
  {
    situation: situation('anna', 'a session with MFA', 'months after', ADMINISTRATOR),
    allow: BEYOND_ENROLLMENT,
  },
  {
    situation: situation('anna', 'a session without MFA', 'a second before', ADMINISTRATOR),
    allow: BEYOND_ENROLLMENT,
  },
  {
    situation: situation('anna', 'a session without MFA', 'at the date', ADMINISTRATOR),
    deny: BEYOND_ENROLLMENT,
  },
  {
    situation: situation('anna', 'a session without MFA', 'months after', ADMINISTRATOR, {
      'aws:ViaAWSService': 'true',
    }),
    allow: THROUGH_A_SERVICE,
  },
  {
    situation: situation('anna', 'a session without MFA', 'months after', ADMINISTRATOR, {
      'aws:ViaAWSService': undefined,
    }),
    deny: THROUGH_A_SERVICE,
  },
];
