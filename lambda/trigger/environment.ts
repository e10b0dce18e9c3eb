import { ConsoleMfaError, quoted } from '../../rule/core/errors';

/** The names of the function's environment variables. */
export const ENVIRONMENT = { configRuleName: 'CONFIG_RULE_NAME' } as const;

/** The name of the rule to evaluate. @throws ConsoleMfaError `InvalidEnvironment` */
export function configRuleNameOf(environment: Readonly<Record<string, string | undefined>>): string {
  const name = environment[ENVIRONMENT.configRuleName];
  if (name !== undefined && name !== '') return name;
  throw new ConsoleMfaError(
    'InvalidEnvironment',
    `the environment variable ${ENVIRONMENT.configRuleName} is ${quoted(name)}; deploy the stack again, which sets it`,
  );
}
