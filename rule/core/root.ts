import type { Evaluation } from './evaluation';

/** What GetAccountSummary says of the root user. */
export interface RootSummary {
  readonly password: boolean;
  readonly mfa: boolean;
}

/** What the rule says of the root user. Exemptions, grace and device types do not apply: IAM tells no more of it. */
export type RootVerdict =
  | { readonly compliance: 'COMPLIANT'; readonly reason: 'noPassword' | 'mfa' }
  | { readonly compliance: 'NON_COMPLIANT'; readonly reason: 'noMfa' };

export function judgeRoot(summary: RootSummary): RootVerdict {
  if (summary.mfa) return { compliance: 'COMPLIANT', reason: 'mfa' };
  if (!summary.password) return { compliance: 'COMPLIANT', reason: 'noPassword' };
  return { compliance: 'NON_COMPLIANT', reason: 'noMfa' };
}

const ANNOTATIONS: Readonly<Record<RootVerdict['reason'], string>> = {
  noPassword: 'The root user has no password. Nothing to do.',
  mfa: 'The root user has an MFA device. Nothing to do.',
  noMfa:
    'The root user has a password and no MFA device. To do: sign in as the root user, then account menu > Security credentials > Assign MFA device.',
};

/** The root user's evaluation: AWS Config knows the root user by its account. */
export function rootEvaluation(accountId: string, verdict: RootVerdict): Evaluation {
  return {
    resourceType: 'AWS::::Account',
    resourceId: accountId,
    compliance: verdict.compliance,
    annotation: ANNOTATIONS[verdict.reason],
  };
}
