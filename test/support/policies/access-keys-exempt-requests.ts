import { situation } from './situations';
import type { Entry } from './table';

const ADMINISTRATOR = ['self-service', 'enforcement, access keys exempt', 'AdministratorAccess'] as const;

/** The weaker choice: the same for sessions, and nothing for access keys. */
export const ACCESS_KEYS_EXEMPT_REQUESTS: readonly Entry[] = [
  {
    situation: situation('anna', 'an access key', 'months after', ADMINISTRATOR),
    allow: `
      s3:ListAllMyBuckets              *
      iam:EnableMFADevice              user/anna
      iam:EnableMFADevice              user/staff/berlin/berta
      iam:DeactivateMFADevice          user/anna
      iam:UpdateLoginProfile           user/anna
    `,
  },
  {
    situation: situation('anna', 'a session without MFA', 'months after', ADMINISTRATOR),
    allow: `
      iam:GetAccountPasswordPolicy     *
      iam:ListVirtualMFADevices        *
      iam:GetUser                      user/anna
      iam:ListMFADevices               user/anna
      iam:GetMFADevice                 user/anna
      iam:ChangePassword               user/anna
      iam:CreateVirtualMFADevice       mfa/my-old-phone
      iam:EnableMFADevice              user/anna
      iam:ResyncMFADevice              user/anna
      iam:DeleteVirtualMFADevice       mfa/anna
      iam:DeleteVirtualMFADevice       mfa/anna/phone
      sts:GetSessionToken              *
      signin:AuthorizeOAuth2Access     arn:aws:signin:us-east-1:123456789012:oauth2/public-client/remote
      signin:CreateOAuth2Token         arn:aws:signin:us-east-1:123456789012:oauth2/public-client/remote
    `,
    deny: `
      s3:ListAllMyBuckets              *
      iam:ListUsers                    *
      iam:DeactivateMFADevice          user/anna
      iam:UpdateLoginProfile           user/anna
      iam:EnableMFADevice              user/staff/berlin/berta
      iam:ResyncMFADevice              user/staff/berlin/berta
      iam:GetMFADevice                 user/staff/berlin/berta
      iam:ListMFADevices               user/staff/berlin/berta
      iam:GetUser                      user/staff/berlin/berta
      iam:ChangePassword               user/staff/berlin/berta
      iam:DeleteVirtualMFADevice       mfa/berta
      iam:DeleteVirtualMFADevice       mfa/berta/anna
      sts:AssumeRole                   role/admin
      signin:RevokeOAuth2Token         arn:aws:signin:us-east-1:123456789012:oauth2/public-client/localhost
      signin:AuthorizeOAuth2Access     arn:aws:signin:us-east-1:123456789012:service-principal/other.example
      signin:CreateOAuth2Token         arn:aws:signin:us-east-1:123456789012:service-principal/other.example
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
    allow: `
      s3:ListAllMyBuckets              *
      iam:EnableMFADevice              user/staff/berlin/berta
    `,
  },
  {
    situation: situation('anna', 'a session without MFA', 'a second before', ADMINISTRATOR),
    allow: `
      s3:ListAllMyBuckets              *
      iam:EnableMFADevice              user/staff/berlin/berta
    `,
  },
  {
    situation: situation('anna', 'a session without MFA', 'at the date', ADMINISTRATOR),
    deny: `
      s3:ListAllMyBuckets              *
      iam:EnableMFADevice              user/staff/berlin/berta
    `,
  },
  {
    situation: situation('anna', 'a session without MFA', 'months after', ADMINISTRATOR, {
      'aws:ViaAWSService': 'true',
    }),
    allow: `
      s3:GetObject                     arn:aws:s3:::bucket/key
      iam:GetUser                      user/staff/berlin/berta
    `,
  },
  {
    situation: situation('anna', 'a session without MFA', 'months after', ADMINISTRATOR, {
      'aws:ViaAWSService': undefined,
    }),
    deny: `
      s3:GetObject                     arn:aws:s3:::bucket/key
      iam:GetUser                      user/staff/berlin/berta
    `,
  },
];
