/**
 * The calling user, as the policy variable `aws:username` names them: without a path, and with any. User names are
 * unique in an account whatever the path, so nobody else ends in `/` and that name.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function ownUser(partition: string): readonly string[] {
  const users = `arn:${partition}:iam::*:user`;
  return [`${users}/\${aws:username}`, `${users}/*/\${aws:username}`];
}

/**
 * The virtual MFA devices that bear the user's name: as their own name, as the AWS console once named them all, or as
 * their path, which leaves room for more (`mfa/anna/phone`). No user's name holds a `/`, so no two users share these.
 */
export function ownVirtualDevices(partition: string): readonly string[] {
  const devices = `arn:${partition}:iam::*:mfa`;
  return [`${devices}/\${aws:username}`, `${devices}/\${aws:username}/*`];
}

/** Every virtual MFA device of the account. */
export function anyVirtualDevice(partition: string): string {
  return `arn:${partition}:iam::*:mfa/*`;
}

/**
 * What `aws login` signs in to: the AWS CLI and SDKs on this computer, or on a remote one.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/SignInLocalDevelopmentAccess.html
 */
export function localDevelopment(partition: string): string {
  return `arn:${partition}:signin:*:*:oauth2/public-client/*`;
}

/** The actions behind `aws login`. */
export const SIGN_IN_ACTIONS = ['signin:AuthorizeOAuth2Access', 'signin:CreateOAuth2Token'] as const;
