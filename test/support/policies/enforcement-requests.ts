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
      iam:GetAccountPasswordPolicy     *
      iam:ListVirtualMFADevices        *
      iam:GetUser                      user/anna
      iam:ListMFADevices               user/anna
      iam:GetMFADevice                 user/anna
      iam:ChangePassword               user/anna
      iam:CreateVirtualMFADevice       mfa/anna
      iam:CreateVirtualMFADevice       mfa/my-old-phone
      iam:EnableMFADevice              user/anna
      iam:ResyncMFADevice              user/anna
      iam:DeleteVirtualMFADevice       mfa/anna
      iam:DeleteVirtualMFADevice       mfa/anna/phone
      sts:GetSessionToken              *
      signin:AuthorizeOAuth2Access     arn:aws:signin:eu-central-1:123456789012:oauth2/public-client/localhost
      signin:CreateOAuth2Token         arn:aws:signin:eu-central-1:123456789012:oauth2/public-client/localhost
      signin:AuthorizeOAuth2Access     arn:aws:signin:us-east-1:123456789012:oauth2/public-client/remote
      signin:CreateOAuth2Token         arn:aws:signin:us-east-1:123456789012:oauth2/public-client/remote
    `,
    deny: `
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
      iam:EnableMFADevice              user/staff/berlin/berta
      iam:ResyncMFADevice              user/staff/berlin/berta
      iam:GetMFADevice                 user/staff/berlin/berta
      iam:ListMFADevices               user/staff/berlin/berta
      iam:GetUser                      user/staff/berlin/berta
      iam:ChangePassword               user/staff/berlin/berta
      iam:EnableMFADevice              user/joanna
      iam:EnableMFADevice              user/anna/carla
      iam:EnableMFADevice              user/staff/anna/carla
      iam:DeleteVirtualMFADevice       mfa/my-old-phone
      iam:DeleteVirtualMFADevice       mfa/berta
      iam:DeleteVirtualMFADevice       mfa/berta/anna
      iam:DeleteVirtualMFADevice       mfa/anna-phone
      iam:TagMFADevice                 mfa/anna
      sts:AssumeRole                   role/admin
      sts:GetFederationToken           arn:aws:sts::123456789012:federated-user/anna
      signin:RevokeOAuth2Token         arn:aws:signin:us-east-1:123456789012:oauth2/public-client/localhost
      signin:AuthorizeOAuth2Access     arn:aws:signin:us-east-1:123456789012:service-principal/other.example
      signin:CreateOAuth2Token         arn:aws:signin:us-east-1:123456789012:service-principal/other.example
    `,
  },
  {
    situation: situation('berta', 'a session without MFA', 'months after', ADMINISTRATOR),
    allow: `
      iam:GetUser                      user/staff/berlin/berta
      iam:ListMFADevices               user/staff/berlin/berta
      iam:GetMFADevice                 user/staff/berlin/berta
      iam:EnableMFADevice              user/staff/berlin/berta
      iam:ResyncMFADevice              user/staff/berlin/berta
      iam:ChangePassword               user/staff/berlin/berta
      iam:DeleteVirtualMFADevice       mfa/berta/phone
    `,
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
      s3:ListAllMyBuckets              *
      iam:DeactivateMFADevice          user/anna
      iam:DeactivateMFADevice          user/staff/berlin/berta
      iam:EnableMFADevice              user/staff/berlin/berta
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
    situation: situation('anna', 'an access key', 'months after', ADMINISTRATOR),
    allow: `
      iam:CreateVirtualMFADevice       mfa/anna
      iam:EnableMFADevice              user/anna
      iam:ListMFADevices               user/anna
      sts:GetSessionToken              *
    `,
    deny: `
      s3:ListAllMyBuckets              *
      iam:DeactivateMFADevice          user/anna
      iam:EnableMFADevice              user/staff/berlin/berta
      iam:DeleteVirtualMFADevice       mfa/berta
      sts:AssumeRole                   role/admin
    `,
  },
  {
    situation: situation('anna', 'a session without MFA', 'a second before', ADMINISTRATOR),
    allow: `
      s3:ListAllMyBuckets              *
      iam:DeactivateMFADevice          user/anna
      iam:EnableMFADevice              user/staff/berlin/berta
      iam:DeleteVirtualMFADevice       mfa/berta
    `,
  },
  {
    situation: situation('anna', 'an access key', 'a second before', ADMINISTRATOR),
    allow: `
      s3:ListAllMyBuckets              *
      iam:EnableMFADevice              user/staff/berlin/berta
    `,
  },
  {
    situation: situation('anna', 'a session without MFA', 'at the date', ADMINISTRATOR),
    allow: `
      iam:EnableMFADevice              user/anna
    `,
    deny: `
      s3:ListAllMyBuckets              *
      iam:EnableMFADevice              user/staff/berlin/berta
    `,
  },
  {
    situation: situation('anna', 'a session without MFA', 'a second after', ADMINISTRATOR),
    deny: `
      s3:ListAllMyBuckets              *
      iam:EnableMFADevice              user/staff/berlin/berta
    `,
  },
  {
    situation: situation('anna', 'an access key', 'at the date', ADMINISTRATOR),
    deny: `
      s3:ListAllMyBuckets              *
      iam:EnableMFADevice              user/staff/berlin/berta
    `,
  },
  {
    situation: situation('anna', 'a session with MFA', 'at the date', ADMINISTRATOR),
    allow: `
      s3:ListAllMyBuckets              *
      iam:EnableMFADevice              user/staff/berlin/berta
    `,
  },
  {
    situation: situation('anna', 'a session without MFA', 'months after', ADMINISTRATOR, {
      [VIA_SERVICE]: 'true',
    }),
    allow: `
      s3:GetObject                     arn:aws:s3:::bucket/key
      iam:GetUser                      user/staff/berlin/berta
    `,
  },
  {
    situation: situation('anna', 'an access key', 'months after', ADMINISTRATOR, { [VIA_SERVICE]: 'true' }),
    allow: `
      s3:GetObject                     arn:aws:s3:::bucket/key
      iam:GetUser                      user/staff/berlin/berta
    `,
  },
  {
    situation: situation('anna', 'a session without MFA', 'months after', ADMINISTRATOR, {
      [VIA_SERVICE]: undefined,
    }),
    deny: `
      s3:GetObject                     arn:aws:s3:::bucket/key
      iam:GetUser                      user/staff/berlin/berta
    `,
  },
  {
    situation: situation('anna', 'a session without MFA', 'months after', [...ENFORCED, 'PowerUserAccess']),
    allow: `
      iam:EnableMFADevice              user/anna
      sts:GetSessionToken              *
    `,
    deny: `
      s3:ListAllMyBuckets              *
      ec2:RunInstances                 arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0
      iam:ListRoles                    *
      iam:EnableMFADevice              user/staff/berlin/berta
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
