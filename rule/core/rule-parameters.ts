import type { MfaDeviceType } from './mfa-device';
import { MFA_DEVICE_TYPES } from './mfa-device';

/** `all` submits every user's evaluation, `changes` only those that differ from what AWS Config holds. */
export const REPORT_MODES = ['all', 'changes'] as const;

/** One of them. */
export type ReportMode = (typeof REPORT_MODES)[number];

/** The policy of the rule, parsed. docs/rule.md explains each. */
export interface RuleParameters {
  /** User names that are exempt, `*` standing for any run of characters. */
  readonly exemptUsers: readonly string[];
  /** Path prefixes whose users are exempt, each beginning and ending with `/`. */
  readonly exemptPaths: readonly string[];
  /** Groups whose members are exempt. */
  readonly exemptGroups: readonly string[];
  /** The key of the tag whose value is a user's last exempt day. */
  readonly exemptionTag: string | undefined;
  /** Days of grace after a password was created, 0–365. */
  readonly gracePeriodDays: number;
  /** The instant until which everybody has grace. */
  readonly graceUntil: Date | undefined;
  /** The device types that count. */
  readonly acceptedMfaTypes: readonly MfaDeviceType[];
  readonly report: ReportMode;
  /** Whether the root user is evaluated too. */
  readonly includeRoot: boolean;
}

export const DEFAULT_PARAMETERS: RuleParameters = {
  exemptUsers: [],
  exemptPaths: [],
  exemptGroups: [],
  exemptionTag: undefined,
  gracePeriodDays: 0,
  graceUntil: undefined,
  acceptedMfaTypes: MFA_DEVICE_TYPES,
  report: 'all',
  includeRoot: false,
};
