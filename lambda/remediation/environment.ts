import { ConsoleMfaError, quoted } from '../../rule/core/errors';
import { parseParameters } from '../../rule/core/parse-parameters';
import type { RuleParameters } from '../../rule/core/rule-parameters';

/** What the construct tells the function. */
export interface RemediationSettings {
  /** The rule's own, so that the two judge alike. */
  readonly parameters: RuleParameters;
  readonly groupName: string;
}

/** The names of the function's environment variables. */
export const ENVIRONMENT = {
  /** JSON: the rule's parameters in the strings that AWS Config carries. */
  ruleParameters: 'RULE_PARAMETERS',
  groupName: 'GROUP_NAME',
} as const;

/**
 * @throws ConsoleMfaError `InvalidEnvironment` for variables that are not as the construct writes them,
 * `InvalidParameters` for parameters that the rule could not use.
 */
export function readEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): RemediationSettings {
  const groupName = environment[ENVIRONMENT.groupName];
  if (groupName === undefined || groupName === '') throw invalid(ENVIRONMENT.groupName, groupName);
  return { groupName, parameters: parseParameters(ruleParameters(environment[ENVIRONMENT.ruleParameters])) };
}

function ruleParameters(text: string | undefined): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text ?? '');
  } catch {
    throw invalid(ENVIRONMENT.ruleParameters, text);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw invalid(ENVIRONMENT.ruleParameters, text);
  }
  return Object.fromEntries(Object.entries(parsed));
}

function invalid(name: string, value: string | undefined): ConsoleMfaError {
  return new ConsoleMfaError(
    'InvalidEnvironment',
    `the environment variable ${name} is ${quoted(value)}; deploy the stack again, which sets it`,
  );
}
