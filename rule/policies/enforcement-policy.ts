import { formatInstant } from '../core/calendar';
import { localDevelopment, ownUser, ownVirtualDevices, SIGN_IN_ACTIONS } from './own-resources';
import type { Condition, PolicyDocument, Statement } from './policy-document';

/** Whom the enforcement policy binds, and from when. */
export interface Enforcement {
  /** For example `aws`, `aws-cn`, or `aws-us-gov`. */
  readonly partition: string;
  /** The first instant at which MFA is enforced; attached before, the policy does nothing until then. */
  readonly enforceFrom: Date;
  /** Leaves long-term access keys alone. Read `ACCESS_KEYS_EXEMPT_WARNING` first, and show it. */
  readonly exemptAccessKeys: boolean;
}

/** What exempting access keys means. Show it to everyone who does. */
export const ACCESS_KEYS_EXEMPT_WARNING =
  'Long-term access keys are exempt from MFA: a stolen key can do everything its user can do. It can also give the user ' +
  'another MFA device, get a session with MFA by it, and then remove the other devices. Enforce MFA on access keys too, ' +
  'and give programs roles instead.';

/** What a session without MFA needs to become one with MFA, including the forced password change at first sign-in. */
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

/** Those of them that reach other users, their devices, or other applications. */
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

/** Those of them that change a user or a device: a long-term access key is denied them. */
export const ACTIONS_DENIED_TO_ACCESS_KEYS: readonly string[] = [
  'iam:ChangePassword',
  'iam:CreateVirtualMFADevice',
  'iam:DeleteVirtualMFADevice',
  'iam:EnableMFADevice',
  'iam:ResyncMFADevice',
];

/**
 * Denies a session without MFA, from an instant on, everything except setting up MFA for oneself, whatever else the user
 * may do. It grants nothing; the self-service policy does.
 *
 * A long-term access key never has MFA. It is denied setting MFA up as well, because a stolen key would give its user
 * one more device, also a user who has enrolled, and with that device's codes get a session with MFA. Users set up the
 * first device in a console session; with a device, `aws configure mfa-login` turns their key into a session with MFA.
 *
 * Calls that an AWS service makes for the user are not denied; the user's own call that led to them was.
 *
 * AWS's example policy allows enrollment by access key, locks out users with a path, and lets a user without MFA enroll
 * others if another policy allows it; this one does not (docs/decisions/0030-enforcement-policy.md).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_iam_mfa-selfmanage.html
 */
export function enforcementPolicy(enforcement: Enforcement): PolicyDocument {
  const { partition, exemptAccessKeys } = enforcement;
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
      ...(exemptAccessKeys ? [] : [denyEnrolmentByAccessKey(enforcement)]),
    ],
  };
}

/** Requests by long-term keys lack `aws:MultiFactorAuthPresent`; sessions without MFA have it, as `false`. */
function denyEnrolmentByAccessKey(enforcement: Enforcement): Statement {
  return {
    Sid: 'DenyEnrolmentByAccessKey',
    Effect: 'Deny',
    Action: ACTIONS_DENIED_TO_ACCESS_KEYS,
    Resource: ['*'],
    Condition: {
      Null: { 'aws:MultiFactorAuthPresent': 'true' },
      BoolIfExists: NOT_VIA_SERVICE,
      ...fromDate(enforcement),
    },
  };
}

/**
 * `aws:MultiFactorAuthPresent` is only in the context of temporary credentials: for access keys it is `IfExists` that
 * decides.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
function withoutMfa(enforcement: Enforcement): Condition {
  const noMfa = { 'aws:MultiFactorAuthPresent': 'false' };
  return {
    ...(enforcement.exemptAccessKeys
      ? { Bool: noMfa, BoolIfExists: NOT_VIA_SERVICE }
      : { BoolIfExists: { ...noMfa, ...NOT_VIA_SERVICE } }),
    ...fromDate(enforcement),
  };
}

const NOT_VIA_SERVICE = { 'aws:ViaAWSService': 'false' };

function fromDate({ enforceFrom }: Enforcement): Condition {
  return { DateGreaterThanEquals: { 'aws:CurrentTime': formatInstant(enforceFrom) } };
}
