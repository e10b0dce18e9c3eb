/**
 * An AWS Config custom rule that judges every IAM user of an account for a console password and MFA, and what goes
 * with it, as constructs for the AWS CDK.
 *
 * @packageDocumentation
 */

export { ConsoleMfaError } from '../rule/core/errors';
export type { MfaDeviceType } from '../rule/core/mfa-device';
export type { ReportMode } from '../rule/core/rule-parameters';
export { ConsoleMfaAlarms, type ConsoleMfaAlarmsProps } from './console-mfa-alarms';
export { type AlertReceiver, ConsoleMfaAlerts, type ConsoleMfaAlertsProps } from './console-mfa-alerts';
export { ConsoleMfaDashboard, type ConsoleMfaDashboardProps } from './console-mfa-dashboard';
export {
  ConsoleMfaFindings,
  type ConsoleMfaFindingsProps,
  type FindingSeverity,
} from './console-mfa-findings';
export {
  ConsoleMfaRemediation,
  type ConsoleMfaRemediationProps,
  type RemediationMode,
} from './console-mfa-remediation';
export { ConsoleMfaRule, type ConsoleMfaRuleProps } from './console-mfa-rule';
export { ConsoleMfaSelfService, type ConsoleMfaSelfServiceProps } from './console-mfa-self-service';
export { ConsoleMfaStack, type ConsoleMfaStackProps } from './console-mfa-stack';
export { IamEventForwardingStack, type IamEventForwardingStackProps } from './iam-event-forwarding-stack';
export { ConsoleMfaNearRealTime, type ConsoleMfaNearRealTimeProps } from './near-real-time';
export { OrganizationCodeBucket, type OrganizationCodeBucketProps } from './organization/code-bucket';
export { ConsoleMfaAggregator } from './organization/console-mfa-aggregator';
export {
  ConsoleMfaOrganization,
  type ConsoleMfaOrganizationProps,
} from './organization/console-mfa-organization';
export {
  ConsoleMfaOrganizationStack,
  type ConsoleMfaOrganizationStackProps,
} from './organization/console-mfa-organization-stack';
export type { ConsoleMfaMemberProps } from './organization/member-settings';
export { ConsoleMfaMemberStack } from './organization/member-stack';
export type { OrganizationProps } from './organization/organization-settings';
export type { RuleParameterProps } from './rule-parameter-props';
