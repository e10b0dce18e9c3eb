// Requests that several tables ask about. Whether they are allowed or denied, each table says for its situations.

/** Requests that name no user: the password policy, the list of devices, a new device, `aws login`. */
export const ACCOUNT_WIDE = `
  iam:GetAccountPasswordPolicy     *
  iam:ListVirtualMFADevices        *
  iam:CreateVirtualMFADevice       mfa/anna
  iam:CreateVirtualMFADevice       mfa/my-old-phone
  signin:AuthorizeOAuth2Access     arn:aws:signin:eu-central-1:123456789012:oauth2/public-client/localhost
  signin:CreateOAuth2Token         arn:aws:signin:eu-central-1:123456789012:oauth2/public-client/localhost
  signin:AuthorizeOAuth2Access     arn:aws:signin:us-east-1:123456789012:oauth2/public-client/remote
  signin:CreateOAuth2Token         arn:aws:signin:us-east-1:123456789012:oauth2/public-client/remote
`;

/** What Anna needs to set up a device and change her password. */
export const ENROLLMENT_OF_ANNA = `
  iam:GetUser                      user/anna
  iam:ListMFADevices               user/anna
  iam:GetMFADevice                 user/anna
  iam:ChangePassword               user/anna
  iam:EnableMFADevice              user/anna
  iam:ResyncMFADevice              user/anna
  iam:DeleteVirtualMFADevice       mfa/anna
  iam:DeleteVirtualMFADevice       mfa/anna/phone
`;

/** What Berta needs for the same. */
export const ENROLLMENT_OF_BERTA = `
  iam:GetUser                      user/staff/berlin/berta
  iam:ListMFADevices               user/staff/berlin/berta
  iam:GetMFADevice                 user/staff/berlin/berta
  iam:ChangePassword               user/staff/berlin/berta
  iam:EnableMFADevice              user/staff/berlin/berta
  iam:ResyncMFADevice              user/staff/berlin/berta
  iam:DeleteVirtualMFADevice       mfa/berta
  iam:DeleteVirtualMFADevice       mfa/berta/phone
`;

/** What Anna's access key would change for a session with MFA: a device of any name, its assignment, her password. */
export const CHANGES_OF_ANNA = `
  iam:ChangePassword               user/anna
  iam:CreateVirtualMFADevice       mfa/anna
  iam:CreateVirtualMFADevice       mfa/zz
  iam:DeleteVirtualMFADevice       mfa/anna
  iam:DeleteVirtualMFADevice       mfa/anna/phone
  iam:EnableMFADevice              user/anna
  iam:ResyncMFADevice              user/anna
`;

/** What Anna may look at. */
export const READS_OF_ANNA = `
  iam:GetAccountPasswordPolicy     *
  iam:ListVirtualMFADevices        *
  iam:GetUser                      user/anna
  iam:ListMFADevices               user/anna
  iam:GetMFADevice                 user/anna
`;

/** What Berta would need to change for the same. */
export const CHANGES_OF_BERTA = `
  iam:ChangePassword               user/staff/berlin/berta
  iam:DeleteVirtualMFADevice       mfa/berta
  iam:EnableMFADevice              user/staff/berlin/berta
  iam:ResyncMFADevice              user/staff/berlin/berta
`;

/** Users and devices that are not Anna's, though their names begin, end or continue like hers; and a tag on her own. */
export const SIMILAR_NAMES = `
  iam:EnableMFADevice              user/joanna
  iam:EnableMFADevice              user/anna/carla
  iam:EnableMFADevice              user/staff/anna/carla
  iam:DeleteVirtualMFADevice       mfa/my-old-phone
  iam:DeleteVirtualMFADevice       mfa/anna-phone
  iam:DeleteVirtualMFADevice       mfa/berta/anna
  iam:TagMFADevice                 mfa/anna
`;

/** Sign-in requests that `aws login` does not make. */
export const OTHER_SIGN_INS = `
  signin:RevokeOAuth2Token         arn:aws:signin:us-east-1:123456789012:oauth2/public-client/localhost
  signin:AuthorizeOAuth2Access     arn:aws:signin:us-east-1:123456789012:service-principal/other.example
  signin:CreateOAuth2Token         arn:aws:signin:us-east-1:123456789012:service-principal/other.example
`;

/** One request to another service, and one that sets up a device for another user. */
export const BEYOND_ENROLLMENT = `
  s3:ListAllMyBuckets              *
  iam:EnableMFADevice              user/staff/berlin/berta
`;

/** Requests that an AWS service may make on behalf of a user. */
export const THROUGH_A_SERVICE = `
  s3:GetObject                     arn:aws:s3:::bucket/key
  iam:GetUser                      user/staff/berlin/berta
`;
