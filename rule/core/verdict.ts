import type { MfaDeviceType } from './mfa-device';

/** Why a user is exempt, and until when where that is limited. */
export type Exemption =
  | { readonly by: 'user'; readonly pattern: string }
  | { readonly by: 'path'; readonly prefix: string }
  | { readonly by: 'group'; readonly groupName: string }
  | { readonly by: 'tag'; readonly key: string; readonly lastDay: string };

/** A tag under the exemption key that exempts nobody. */
export interface FailedExemption {
  readonly key: string;
  readonly value: string;
  readonly fault: 'expired' | 'not a date';
}

/** What the rule says of one user, with the reason that the annotation puts into words. */
export type Verdict =
  | { readonly compliance: 'COMPLIANT'; readonly reason: 'noPassword' }
  | {
      readonly compliance: 'COMPLIANT';
      readonly reason: 'acceptedDevice';
      readonly types: readonly MfaDeviceType[];
    }
  | {
      readonly compliance: 'COMPLIANT';
      readonly reason: 'inGrace';
      readonly endsAt: Date;
      /** The types of the devices the user has, none of them accepted. */
      readonly deviceTypes: readonly MfaDeviceType[];
    }
  | {
      readonly compliance: 'NON_COMPLIANT';
      readonly reason: 'noAcceptedDevice';
      readonly deviceTypes: readonly MfaDeviceType[];
      readonly graceEndedAt?: Date;
      readonly failedExemption?: FailedExemption;
    }
  | { readonly compliance: 'NOT_APPLICABLE'; readonly reason: 'exempt'; readonly exemption: Exemption };

/** As AWS Config spells them. */
export type Compliance = Verdict['compliance'];

/**
 * The one thing that has to be known next before a verdict can be given. `exemptGroups` is asked only where IAM has
 * already refused to list a group's members, so it stays open.
 */
export type Question = 'loginProfile' | 'mfaDevices' | 'tags' | 'exemptGroups';
