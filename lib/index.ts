export { ConsoleMfaError } from '../lambda/core/errors';
export type { MfaDeviceType } from '../lambda/core/mfa-device';
export type { ReportMode } from '../lambda/core/rule-parameters';
export { ConsoleMfaRule, type ConsoleMfaRuleProps } from './console-mfa-rule';
export { ConsoleMfaStack, type ConsoleMfaStackProps } from './console-mfa-stack';
export type { RuleParameterProps } from './rule-parameter-props';
