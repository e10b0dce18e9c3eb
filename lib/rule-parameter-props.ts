import type { MfaDeviceType } from '../rule/core/mfa-device';
import { PARAMETER_NAMES } from '../rule/core/parameter-definitions';
import { encodeParameters } from '../rule/core/parse-parameters';
import type { ReportMode } from '../rule/core/rule-parameters';

/** The policy of the rule: its parameters, under the names that AWS Config shows. docs/rule.md explains each. */
export interface RuleParameterProps {
  /**
   * Names of users that are exempt, `*` standing for any run of characters.
   *
   * @default - nobody is exempt by name
   */
  readonly exemptUsers?: readonly string[];

  /**
   * Path prefixes whose users are exempt, each beginning and ending with `/`, e.g. `/service/`.
   *
   * @default - nobody is exempt by path
   */
  readonly exemptPaths?: readonly string[];

  /**
   * Names of IAM groups whose members are exempt. A group that IAM does not know exempts nobody and fails the run.
   *
   * @default - nobody is exempt by group
   */
  readonly exemptGroups?: readonly string[];

  /**
   * The key of a tag that exempts a user, its value being the last exempt day, `YYYY-MM-DD` (to its end, UTC).
   *
   * @default - nobody is exempt by tag
   */
  readonly exemptionTag?: string;

  /**
   * Days of grace after a user's password was created: a whole number from 0 to 365.
   *
   * @default 0
   */
  readonly gracePeriodDays?: number;

  /**
   * Until when everybody has grace: a day `YYYY-MM-DD` (to its end, UTC) or an instant with its offset, such as
   * `2027-01-31T18:00:00Z`.
   *
   * @default - no grace beyond `gracePeriodDays`
   */
  readonly graceUntil?: string;

  /**
   * The types of MFA device that count.
   *
   * @default - all of them: virtual, fido, hardware-totp and sms
   */
  readonly acceptedMfaTypes?: readonly MfaDeviceType[];

  /**
   * Which evaluations a run submits: `all`, or the `changes` from what AWS Config holds. AWS Config bills each.
   *
   * @default 'all'
   */
  readonly report?: ReportMode;

  /**
   * Whether the root user is evaluated too, as the resource `AWS::::Account`.
   *
   * @default false
   */
  readonly includeRoot?: boolean;
}

/**
 * The rule's InputParameters: what is set, in the strings that AWS Config carries. The values must be known at
 * synthesis.
 *
 * @throws ConsoleMfaError `InvalidParameters` for values that the rule could not use, and beyond the 1,024 characters
 * that AWS Config takes.
 */
export function inputParameters(props: RuleParameterProps): Readonly<Record<string, string>> {
  return encodeParameters(Object.fromEntries(PARAMETER_NAMES.map((name) => [name, props[name]])));
}
