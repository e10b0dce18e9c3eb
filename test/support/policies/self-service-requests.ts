import { situation } from './situations';
import type { Entry } from './table';

/** What the self-service policy alone allows: always the same, but that taking a device away needs MFA. */
export const SELF_SERVICE_REQUESTS: readonly Entry[] = [
  {
    situation: situation('anna', 'a session without MFA', 'a second before', ['self-service']),
    allow: `
      iam:GetAccountPasswordPolicy     *
      iam:ListVirtualMFADevices        *
      iam:GetUser                      user/anna
      iam:ListMFADevices               user/anna
      iam:GetMFADevice                 user/anna
      iam:ChangePassword               user/anna
      iam:CreateVirtualMFADevice       mfa/anna
      iam:CreateVirtualMFADevice       mfa/my-old-phone
      iam:CreateVirtualMFADevice       mfa/anna/phone
      iam:EnableMFADevice              user/anna
      iam:ResyncMFADevice              user/anna
      iam:DeleteVirtualMFADevice       mfa/anna
      iam:DeleteVirtualMFADevice       mfa/anna/phone
      signin:AuthorizeOAuth2Access     arn:aws:signin:eu-central-1:123456789012:oauth2/public-client/localhost
      signin:CreateOAuth2Token         arn:aws:signin:eu-central-1:123456789012:oauth2/public-client/localhost
      signin:AuthorizeOAuth2Access     arn:aws:signin:us-east-1:123456789012:oauth2/public-client/remote
      signin:CreateOAuth2Token         arn:aws:signin:us-east-1:123456789012:oauth2/public-client/remote
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
      iam:CreateAccessKey              user/anna
      iam:UpdateLoginProfile           user/anna
      iam:DeleteLoginProfile           user/anna
      iam:DeleteUser                   user/anna
      iam:PutUserPolicy                user/anna
      iam:AttachUserPolicy             user/anna
      iam:GetAccountSummary            *
      iam:ListUsers                    *
      iam:TagMFADevice                 mfa/anna
      iam:DeleteVirtualMFADevice       mfa/my-old-phone
      iam:DeleteVirtualMFADevice       mfa/berta
      iam:DeleteVirtualMFADevice       mfa/berta/anna
      iam:DeleteVirtualMFADevice       mfa/anna-phone
      iam:DeleteVirtualMFADevice       mfa/annabel/phone
      iam:DeactivateMFADevice          user/staff/berlin/berta
      iam:EnableMFADevice              user/staff/berlin/berta
      iam:ResyncMFADevice              user/staff/berlin/berta
      iam:GetMFADevice                 user/staff/berlin/berta
      iam:ListMFADevices               user/staff/berlin/berta
      iam:GetUser                      user/staff/berlin/berta
      iam:ChangePassword               user/staff/berlin/berta
      iam:EnableMFADevice              user/joanna
      iam:EnableMFADevice              user/staff/joanna
      iam:EnableMFADevice              user/anna-b
      iam:DeactivateMFADevice          user/annabel
      iam:DeactivateMFADevice          user/anna/carla
      iam:DeactivateMFADevice          user/staff/anna/carla
      signin:RevokeOAuth2Token         arn:aws:signin:us-east-1:123456789012:oauth2/public-client/localhost
      signin:AuthorizeOAuth2Access     arn:aws:signin:us-east-1:123456789012:service-principal/other.example
      signin:CreateOAuth2Token         arn:aws:signin:us-east-1:123456789012:service-principal/other.example
      s3:ListAllMyBuckets              *
      sts:AssumeRole                   role/admin
    `,
  },
  {
    situation: situation('berta', 'a session without MFA', 'months after', ['self-service']),
    allow: `
      iam:GetUser                      user/staff/berlin/berta
      iam:ListMFADevices               user/staff/berlin/berta
      iam:EnableMFADevice              user/staff/berlin/berta
      iam:ResyncMFADevice              user/staff/berlin/berta
      iam:ChangePassword               user/staff/berlin/berta
      iam:DeleteVirtualMFADevice       mfa/berta
    `,
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
