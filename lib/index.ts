export { ConsoleMfaError } from '../lambda/core/errors';
export type { MfaDeviceType } from '../lambda/core/mfa-device';
export type { ReportMode } from '../lambda/core/rule-parameters';
export {
  ConsoleMfaRemediation,
  type ConsoleMfaRemediationProps,
  type RemediationMode,
} from './console-mfa-remediation';
export { ConsoleMfaRule, type ConsoleMfaRuleProps } from './console-mfa-rule';
export { ConsoleMfaSelfService, type ConsoleMfaSelfServiceProps } from './console-mfa-self-service';
export { ConsoleMfaStack, type ConsoleMfaStackProps } from './console-mfa-stack';
export {
  ACCESS_KEYS_EXEMPT_WARNING,
  type Enforcement,
  enforcementPolicy,
} from './policies/enforcement-policy';
export type { PolicyDocument } from './policies/policy-document';
export { selfServicePolicy } from './policies/self-service-policy';
export type { RuleParameterProps } from './rule-parameter-props';
