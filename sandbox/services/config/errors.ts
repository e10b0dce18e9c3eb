import { ServiceError } from '../../errors';

/** AWS Config's refusals. Every one is a 400. */
export type ConfigErrorCode =
  | 'InsufficientPermissionsException'
  | 'InvalidNextTokenException'
  | 'InvalidParameterValueException'
  | 'InvalidResultTokenException'
  | 'LimitExceededException'
  | 'MaxNumberOfConfigRulesExceededException'
  | 'NoAvailableConfigurationRecorderException'
  | 'NoSuchConfigRuleException'
  | 'NoSuchConfigurationRecorderException'
  | 'NoSuchRemediationConfigurationException'
  | 'RemediationInProgressException'
  | 'ResourceInUseException';

export function configError(code: ConfigErrorCode, message: string): ServiceError {
  return new ServiceError(code, message, 400);
}

export function invalidParameter(message: string): ServiceError {
  return configError('InvalidParameterValueException', message);
}
