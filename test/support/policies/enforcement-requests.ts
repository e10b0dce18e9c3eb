import {
  ACCOUNT_WIDE,
  BEYOND_ENROLLMENT,
  CHANGES_OF_ANNA,
  ENROLLMENT_OF_ANNA,
  ENROLLMENT_OF_BERTA,
  OTHER_SIGN_INS,
  SIMILAR_NAMES,
  THROUGH_A_SERVICE,
} from './shared-requests';
import { situation } from './situations';
import type { Entry } from './table';

const ENFORCED = ['self-service', 'enforcement'] as const;
const ADMINISTRATOR = [...ENFORCED, 'AdministratorAccess'] as const;
const VIA_SERVICE = 'aws:ViaAWSService';

/** What the enforcement policy leaves of everything that other policies allow. */
export const ENFORCEMENT_REQUESTS: readonly Entry[] = [
  {
    situation: situation('anna', 'a session without MFA', 'months after', ADMINISTRATOR),
    allow: `
      ${ACCOUNT_WIDE}
      ${ENROLLMENT_OF_ANNA}
      sts:GetSessionToken              *
    `,
    deny: `
      ${ENROLLMENT_OF_BERTA}
      ${SIMILAR_NAMES}
      ${OTHER_SIGN_INS}
      s3:ListAllMyBuckets              *
      s3:GetObject                     arn:aws:s3:::bucket/key
      ec2:DescribeInstances            *
      iam:ListUsers                    *
      iam:GetAccountSummary            *
      iam:GetLoginProfile              user/anna
      iam:DeactivateMFADevice          user/anna
      iam:CreateAccessKey              user/anna
      iam:CreateLoginProfile           user/anna
      iam:UpdateLoginProfile           user/anna
      iam:DeleteLoginProfile           user/anna
      iam:PutUserPolicy                user/anna
      iam:RemoveUserFromGroup          group/console-mfa-self-service
      iam:DetachGroupPolicy            group/console-mfa-self-service
      iam:CreatePolicyVersion          policy/enforcement
      iam:DeactivateMFADevice          user/staff/berlin/berta
      iam:DeleteUser                   user/staff/berlin/berta
      sts:AssumeRole                   role/admin
      sts:GetFederationToken           arn:aws:sts::123456789012:federated-user/anna
    `,
  },
  {
    situation: situation('berta', 'a session without MFA', 'months after', ADMINISTRATOR),
    allow: ENROLLMENT_OF_BERTA,
    deny: `
      s3:ListAllMyBuckets              *
      iam:DeactivateMFADevice          user/staff/berlin/berta
      iam:EnableMFADevice              user/anna
      iam:EnableMFADevice              user/staff/berlin/carla
      iam:GetUser                      user/staff/berlin/carla
      iam:DeleteVirtualMFADevice       mfa/anna
    `,
  },
  {
    situation: situation('anna', 'a session with MFA', 'months after', ADMINISTRATOR),
    allow: `
      ${BEYOND_ENROLLMENT}
      ${CHANGES_OF_ANNA}
      iam:DeactivateMFADevice          user/anna
      iam:DeactivateMFADevice          user/staff/berlin/berta
      iam:DeleteVirtualMFADevice       mfa/berta
      iam:GetUser                      user/staff/berlin/berta
      sts:AssumeRole                   role/admin
    `,
  },
  {
    situation: situation('anna', 'a session with MFA', 'months after', ENFORCED),
    allow: `
      iam:DeactivateMFADevice          user/anna
    `,
    deny: `
      s3:ListAllMyBuckets              *
      iam:DeactivateMFADevice          user/staff/berlin/berta
    `,
  },
  {
    situation: situation('anna', 'a session without MFA', 'a second before', ADMINISTRATOR),
    allow: `
      ${BEYOND_ENROLLMENT}
      iam:DeactivateMFADevice          user/anna
      iam:DeleteVirtualMFADevice       mfa/berta
    `,
  },
  {
    situation: situation('anna', 'a session without MFA', 'at the date', ADMINISTRATOR),
    allow: CHANGES_OF_ANNA,
    deny: BEYOND_ENROLLMENT,
  },
  {
    situation: situation('anna', 'a session without MFA', 'a second after', ADMINISTRATOR),
    deny: BEYOND_ENROLLMENT,
  },
  {
    situation: situation('anna', 'a session with MFA', 'at the date', ADMINISTRATOR),
    allow: BEYOND_ENROLLMENT,
  },
  {
    situation: situation('anna', 'a session without MFA', 'months after', ADMINISTRATOR, {
      [VIA_SERVICE]: 'true',
    }),
    allow: THROUGH_A_SERVICE,
  },
  {
    situation: situation('anna', 'a session without MFA', 'months after', ADMINISTRATOR, {
      [VIA_SERVICE]: undefined,
    }),
    deny: THROUGH_A_SERVICE,
  },
  {
    situation: situation('anna', 'a session without MFA', 'months after', [...ENFORCED, 'PowerUserAccess']),
    allow: `
      iam:EnableMFADevice              user/anna
      sts:GetSessionToken              *
    `,
    deny: `
      ${BEYOND_ENROLLMENT}
      ec2:RunInstances                 arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0
      iam:ListRoles                    *
    `,
  },
  {
    situation: situation('anna', 'a session with MFA', 'months after', [...ENFORCED, 'PowerUserAccess']),
    allow: `
      s3:ListAllMyBuckets              *
      iam:ListRoles                    *
    `,
    deny: `
      iam:EnableMFADevice              user/staff/berlin/berta
    `,
  },
  {
    situation: situation('anna', 'a session without MFA', 'months after', [
      ...ENFORCED,
      'a policy to enrol anybody',
    ]),
    allow: `
      iam:EnableMFADevice              user/anna
    `,
    deny: `
      iam:EnableMFADevice              user/staff/berlin/berta
      iam:ResyncMFADevice              user/staff/berlin/berta
      iam:ListMFADevices               user/staff/berlin/berta
      iam:DeactivateMFADevice          user/anna
      iam:DeleteVirtualMFADevice       mfa/berta
    `,
  },
  {
    // A federated session has no user name.
    situation: situation('anna', 'an access key', 'months after', ADMINISTRATOR, {
      'aws:username': undefined,
    }),
    deny: `
      s3:ListAllMyBuckets              *
    `,
  },
];
