/**
 * An AWS Config custom rule that judges every IAM user of an account for a console password and MFA, and what goes
 * with it, as constructs for the AWS CDK.
 *
 * @packageDocumentation
 */

export { ConsoleMfaError } from '../rule/core/errors';
export type { MfaDeviceType } from '../rule/core/mfa-device';
export type { ReportMode } from '../rule/core/rule-parameters';
export { ConsoleMfaAlarms, type ConsoleMfaAlarmsProps } from './alarms';
export type { AlertReceiver } from './alert-topic';
export { ConsoleMfaAlerts, type ConsoleMfaAlertsProps } from './alerts';
export { ConsoleMfaDashboard, type ConsoleMfaDashboardProps } from './dashboard';
export { ConsoleMfaFindings, type ConsoleMfaFindingsProps, type FindingSeverity } from './findings';
export { IamEventForwardingStack, type IamEventForwardingStackProps } from './iam-event-forwarding-stack';
export { ConsoleMfaNearRealTime, type ConsoleMfaNearRealTimeProps } from './near-real-time';
export { ConsoleMfaAggregator } from './organization/aggregator';
export { OrganizationCodeBucket, type OrganizationCodeBucketProps } from './organization/code-bucket';
export type { ConsoleMfaMemberProps } from './organization/member-settings';
export { ConsoleMfaMemberStack } from './organization/member-stack';
export { ConsoleMfaOrganization, type ConsoleMfaOrganizationProps } from './organization/organization';
export type { OrganizationProps } from './organization/organization-settings';
export {
  ConsoleMfaOrganizationStack,
  type ConsoleMfaOrganizationStackProps,
} from './organization/organization-stack';
export { ConsoleMfaRemediation, type ConsoleMfaRemediationProps, type RemediationMode } from './remediation';
export { ConsoleMfaRule, type ConsoleMfaRuleProps } from './rule';
export type { RuleParameterProps } from './rule-parameter-props';
export { ConsoleMfaSelfService, type ConsoleMfaSelfServiceProps } from './self-service';
export { ConsoleMfaStack, type ConsoleMfaStackProps } from './stack';
