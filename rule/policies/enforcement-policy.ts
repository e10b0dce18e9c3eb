import { formatInstant } from '../core/calendar';
import { localDevelopment, ownUser, ownVirtualDevices, SIGN_IN_ACTIONS } from './own-resources';
import type { Condition, PolicyDocument } from './policy-document';

/** Whom the enforcement policy binds, and from when. */
export interface Enforcement {
  /** E.g. `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** The first instant at which MFA is enforced; attached before, the policy does nothing until then. */
  readonly enforceFrom: Date;
  /** Leaves long-term access keys alone. Read `ACCESS_KEYS_EXEMPT_WARNING` first, and show it. */
  readonly exemptAccessKeys: boolean;
}

/** What exempting access keys means, to be shown to whoever does. */
export const ACCESS_KEYS_EXEMPT_WARNING =
  'Long-term access keys are exempt from MFA: whoever gets hold of one can do all that its user may do, ' +
  'the removal of MFA devices and changes of passwords included if other policies allow them. ' +
  'Enforce MFA on access keys too, and give programs roles instead.';

/** What a session without MFA needs to become one with MFA; the first forced change of a password included. */
const ENROLMENT_ACTIONS = [
  'iam:ChangePassword',
  'iam:CreateVirtualMFADevice',
  'iam:DeleteVirtualMFADevice',
  'iam:EnableMFADevice',
  'iam:GetAccountPasswordPolicy',
  'iam:GetMFADevice',
  'iam:GetUser',
  'iam:ListMFADevices',
  'iam:ListVirtualMFADevices',
  'iam:ResyncMFADevice',
  ...SIGN_IN_ACTIONS,
  'sts:GetSessionToken',
] as const;

/** Those of them that reach other users, their devices or other applications. */
const ACTIONS_ON_OWN_ONLY = [
  'iam:ChangePassword',
  'iam:DeleteVirtualMFADevice',
  'iam:EnableMFADevice',
  'iam:GetMFADevice',
  'iam:GetUser',
  'iam:ListMFADevices',
  'iam:ResyncMFADevice',
  ...SIGN_IN_ACTIONS,
] as const;

/**
 * Denies a session without MFA, from an instant on, everything but setting MFA up for oneself, whatever else the user
 * may do. It grants nothing; the self-service policy does.
 *
 * Long-term access keys never have MFA, so it denies them too: their users have to get a session with
 * `aws sts get-session-token --serial-number … --token-code …`. Calls that an AWS service makes for the user are not
 * denied; the user's own call that led to them was.
 *
 * AWS's example forgets users with a path, and lets a user without MFA enrol others if another policy allows it; this
 * one does not (docs/decisions/0030-enforcement-policy.md).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_iam_mfa-selfmanage.html
 */
export function enforcementPolicy(enforcement: Enforcement): PolicyDocument {
  const { partition } = enforcement;
  const Condition = withoutMfa(enforcement);
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'DenyAllButEnrolmentWithoutMfa',
        Effect: 'Deny',
        NotAction: ENROLMENT_ACTIONS,
        Resource: ['*'],
        Condition,
      },
      {
        Sid: 'DenyEnrolmentOfOthersWithoutMfa',
        Effect: 'Deny',
        Action: ACTIONS_ON_OWN_ONLY,
        NotResource: [...ownUser(partition), ...ownVirtualDevices(partition), localDevelopment(partition)],
        Condition,
      },
    ],
  };
}

/**
 * `aws:MultiFactorAuthPresent` is only in the context of temporary credentials: for access keys it is `IfExists` that
 * decides.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
function withoutMfa({ enforceFrom, exemptAccessKeys }: Enforcement): Condition {
  const noMfa = { 'aws:MultiFactorAuthPresent': 'false' };
  const notViaService = { 'aws:ViaAWSService': 'false' };
  return {
    ...(exemptAccessKeys
      ? { Bool: noMfa, BoolIfExists: notViaService }
      : { BoolIfExists: { ...noMfa, ...notViaService } }),
    DateGreaterThanEquals: { 'aws:CurrentTime': formatInstant(enforceFrom) },
  };
}
