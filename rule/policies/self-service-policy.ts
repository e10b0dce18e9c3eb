import {
  anyVirtualDevice,
  localDevelopment,
  ownUser,
  ownVirtualDevices,
  SIGN_IN_ACTIONS,
} from './own-resources';
import type { PolicyDocument } from './policy-document';

/**
 * Lets a user, whatever their path, manage their own MFA devices and password and see what the console's page
 * "Security credentials" needs, and nothing of anybody else's. Taking a device away needs a session with MFA.
 *
 * It follows AWS's own example, and adds users with a path, one's own abandoned devices and `aws login`
 * (docs/decisions/0031-names-of-virtual-devices.md and 0032-what-enrolment-needs.md).
 *
 * @param partition e.g. `aws`, `aws-cn` or `aws-us-gov`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only.html
 */
export function selfServicePolicy(partition: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'SeeTheAccountsPasswordPolicyAndDevices',
        Effect: 'Allow',
        Action: ['iam:GetAccountPasswordPolicy', 'iam:ListVirtualMFADevices'],
        Resource: ['*'],
      },
      {
        Sid: 'ManageOwnMfaAndPassword',
        Effect: 'Allow',
        Action: [
          'iam:ChangePassword',
          'iam:EnableMFADevice',
          'iam:GetMFADevice',
          'iam:GetUser',
          'iam:ListMFADevices',
          'iam:ResyncMFADevice',
        ],
        Resource: ownUser(partition),
      },
      {
        Sid: 'CreateVirtualDevicesOfAnyName',
        Effect: 'Allow',
        Action: ['iam:CreateVirtualMFADevice'],
        Resource: [anyVirtualDevice(partition)],
      },
      {
        // IAM refuses to delete a device that is assigned, so this takes nobody's MFA away.
        Sid: 'DeleteUnassignedVirtualDevicesOfOwnName',
        Effect: 'Allow',
        Action: ['iam:DeleteVirtualMFADevice'],
        Resource: ownVirtualDevices(partition),
      },
      {
        Sid: 'DeactivateOwnMfaWithMfa',
        Effect: 'Allow',
        Action: ['iam:DeactivateMFADevice'],
        Resource: ownUser(partition),
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
      {
        Sid: 'SignInWithAwsLogin',
        Effect: 'Allow',
        Action: SIGN_IN_ACTIONS,
        Resource: [localDevelopment(partition)],
      },
    ],
  };
}
