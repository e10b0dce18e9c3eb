import type {
  RemediationConfiguration as ConfigurationShape,
  RemediationParameterValue,
} from '@aws-sdk/client-config-service';
import type { RemediationConfiguration, RemediationParameter } from '../../account/remediation';
import { invalidParameter } from './errors';

/** The parameter that the automation's role is given in; an automatic remediation must have it. */
const ASSUME_ROLE = 'AutomationAssumeRole';
const DEFAULT_CONCURRENCY = 10;
const DEFAULT_ERRORS = 50;
const DEFAULT_ATTEMPTS = 5;
const DEFAULT_ATTEMPT_SECONDS = 60;

/**
 * Reads a remediation as PutRemediationConfigurations takes it.
 *
 * @throws ServiceError InvalidParameterValueException
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_RemediationConfiguration.html
 */
export function toRemediation(shape: ConfigurationShape, arn: string): RemediationConfiguration {
  const { ConfigRuleName: configRuleName = '', TargetId: documentName = '', Automatic = false } = shape;
  const parameters = Object.fromEntries(
    Object.entries(shape.Parameters ?? {}).map(([name, value]) => [name, toParameter(configRuleName, value)]),
  );
  if (Automatic && parameters[ASSUME_ROLE]?.type !== 'static') {
    throw invalidParameter(`Automatic remediation needs the parameter ${ASSUME_ROLE}.`);
  }
  const controls = shape.ExecutionControls?.SsmControls;
  return {
    configRuleName,
    arn,
    documentName,
    documentVersion: shape.TargetVersion,
    parameters,
    resourceType: shape.ResourceType,
    automatic: Automatic,
    concurrentExecutionRatePercentage: controls?.ConcurrentExecutionRatePercentage ?? DEFAULT_CONCURRENCY,
    errorPercentage: controls?.ErrorPercentage ?? DEFAULT_ERRORS,
    maximumAutomaticAttempts: shape.MaximumAutomaticAttempts ?? (Automatic ? DEFAULT_ATTEMPTS : undefined),
    retryAttemptSeconds: shape.RetryAttemptSeconds ?? (Automatic ? DEFAULT_ATTEMPT_SECONDS : undefined),
  };
}

function toParameter(
  configRuleName: string,
  { ResourceValue, StaticValue }: RemediationParameterValue,
): RemediationParameter {
  const values = StaticValue?.Values ?? [];
  if (ResourceValue !== undefined && StaticValue === undefined) return { type: 'resource id' };
  if (ResourceValue === undefined && values.length > 0) return { type: 'static', values };
  throw invalidParameter(
    `There were invalid RemediationParameterValues for configurations for AWS Config Rules: ${configRuleName}`,
  );
}

export function toShape(remediation: RemediationConfiguration): ConfigurationShape {
  return {
    ConfigRuleName: remediation.configRuleName,
    TargetType: 'SSM_DOCUMENT',
    TargetId: remediation.documentName,
    TargetVersion: remediation.documentVersion,
    Parameters: Object.fromEntries(
      Object.entries(remediation.parameters).map(([name, value]): [string, RemediationParameterValue] => [
        name,
        value.type === 'static'
          ? { StaticValue: { Values: [...value.values] } }
          : { ResourceValue: { Value: 'RESOURCE_ID' } },
      ]),
    ),
    ResourceType: remediation.resourceType,
    Automatic: remediation.automatic,
    ExecutionControls: {
      SsmControls: {
        ConcurrentExecutionRatePercentage: remediation.concurrentExecutionRatePercentage,
        ErrorPercentage: remediation.errorPercentage,
      },
    },
    MaximumAutomaticAttempts: remediation.maximumAutomaticAttempts,
    RetryAttemptSeconds: remediation.retryAttemptSeconds,
    Arn: remediation.arn,
  };
}
