import type { ConfigRule as ConfigRuleShape, SourceDetail } from '@aws-sdk/client-config-service';
import type { RuleSettings } from '../../account/config-rule';
import { configError, invalidParameter } from './errors';

const PARAMETERS_LENGTH = 1024;

/**
 * Reads a rule as PutConfigRule takes it. The sandbox plays periodic custom Lambda rules and says so to any other.
 *
 * @throws ServiceError InvalidParameterValueException
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigRule.html
 */
export function toRuleSettings(shape: ConfigRuleShape, configRuleName: string): RuleSettings {
  const source = shape.Source;
  if (source?.Owner !== 'CUSTOM_LAMBDA') {
    throw invalidParameter(`Source.Owner is ${source?.Owner}; the sandbox plays CUSTOM_LAMBDA rules alone.`);
  }
  if (source.SourceIdentifier === undefined) {
    throw invalidParameter("SourceIdentifier must be the ARN of the rule's Lambda function.");
  }
  if (shape.Scope !== undefined) {
    throw invalidParameter('Scope cannot be applied to a rule that is triggered at a periodic frequency.');
  }
  refuseBadParameters(shape.InputParameters);
  return {
    configRuleName,
    description: shape.Description,
    functionArn: source.SourceIdentifier,
    maximumExecutionFrequency: frequencyOf(source.SourceDetails ?? [], shape.MaximumExecutionFrequency),
    inputParameters: shape.InputParameters,
  };
}

function frequencyOf(
  details: readonly SourceDetail[],
  ofRule: ConfigRuleShape['MaximumExecutionFrequency'],
): RuleSettings['maximumExecutionFrequency'] {
  const scheduled = details.find(({ MessageType }) => MessageType === 'ScheduledNotification');
  const other = details.find(({ MessageType }) => MessageType !== 'ScheduledNotification');
  if (other?.MaximumExecutionFrequency !== undefined) {
    throw invalidParameter('MaximumExecutionFrequency needs the MessageType ScheduledNotification.');
  }
  if (scheduled === undefined || other !== undefined) {
    throw invalidParameter(
      `SourceDetails has the MessageType ${other?.MessageType}; the sandbox plays ScheduledNotification alone.`,
    );
  }
  return scheduled.MaximumExecutionFrequency ?? ofRule ?? 'TwentyFour_Hours';
}

function refuseBadParameters(text: string | undefined): void {
  if (text === undefined) return;
  if (text.length > PARAMETERS_LENGTH) {
    throw invalidParameter(`InputParameters has ${text.length} characters; at most 1024 are allowed.`);
  }
  const parameters = parsed(text);
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) {
    throw invalidParameter('InputParameters must be a JSON object.');
  }
  const blank = Object.entries(parameters).find(([, value]) => typeof value !== 'string' || value === '');
  if (blank !== undefined) {
    throw invalidParameter(`The value of the parameter '${blank[0]}' must be a string that is not blank.`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw configError('InvalidParameterValueException', 'InputParameters is not valid JSON.');
  }
}
