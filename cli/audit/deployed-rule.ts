import { AwsCallError, asProblem, ConsoleMfaError, NAMES_SHOWN, quoted } from '../../rule/core/errors';
import { suggestion } from '../../rule/core/parameter-definitions';
import { parseParameters } from '../../rule/core/parse-parameters';
import type { Clock } from '../../rule/ports';
import type { OwnAccount } from '../aws/account-access';
import { CliClient } from '../aws/cli-client';
import type { ConfigRule } from '../aws/config-rules';
import { shellWord } from '../text/shell-word';

/** How long to wait for AWS Config, in milliseconds. */
const LONGEST_MS = 60_000;
const ACTION = 'config:DescribeConfigRules';

/** The parameters of a rule, checked, in the strings that AWS Config carries. */
export type RuleStrings = Readonly<Record<string, unknown>>;

/**
 * Reads the parameters of a deployed rule in the account and region of the caller.
 *
 * @throws ConsoleMfaError `UnknownRule` with the names that there are, `InvalidParameters` for parameters that the rule
 * itself fails by.
 * @throws AwsCallError where AWS Config refuses.
 */
export async function readDeployedRule(
  name: string,
  account: OwnAccount,
  clock: Clock,
): Promise<RuleStrings> {
  const client = new CliClient(clock, { concurrency: 1 });
  const until = clock.now() + LONGEST_MS;
  const rulesNamed = (wanted: string | undefined) =>
    client.pages(ACTION, until, (nextToken, timeoutMs) =>
      account.configRules.describeRules(wanted, nextToken, timeoutMs),
    );
  const [rule] = await rulesNamed(name).catch((error: unknown) => {
    if (isUnknownRule(error)) return [];
    throw error instanceof AwsCallError && error.lacksPermission ? notAllowed(error, name) : error;
  });
  if (rule?.isCustom) return parametersOf(rule);
  // The names are a help, and who may not list them still learns what is wrong.
  const rules = await rulesNamed(undefined).catch((): readonly ConfigRule[] => []);
  throw unknownRule(name, rule, rules, account);
}

function isUnknownRule(error: unknown): boolean {
  return error instanceof AwsCallError && Object(error.cause).name === 'NoSuchConfigRuleException';
}

function notAllowed({ failure, action, detail, cause }: AwsCallError, name: string): AwsCallError {
  const command = `iam-console-mfa policy --audit --from-rule ${shellWord(name)}`;
  const remedy = `is not allowed; attach the policy that "${command}" prints to the caller`;
  return new AwsCallError(failure, action, detail, { cause, remedy });
}

function unknownRule(
  name: string,
  managed: ConfigRule | undefined,
  rules: readonly ConfigRule[],
  { accountId, region }: OwnAccount,
): ConsoleMfaError {
  const custom = rules.filter(({ isCustom }) => isCustom).map((rule) => rule.name);
  const what =
    managed === undefined
      ? `AWS Config has no rule ${quoted(name)} in ${region} of account ${accountId}`
      : `${quoted(name)} is a rule that AWS manages, and has none of these parameters`;
  const more = custom.length > NAMES_SHOWN ? ` and ${custom.length - NAMES_SHOWN} more` : '';
  const found = custom.length === 0 ? 'none' : `${custom.slice(0, NAMES_SHOWN).join(', ')}${more}`;
  return new ConsoleMfaError(
    'UnknownRule',
    `${what}; correct --from-rule or --region${suggestion(name, custom)} (custom rules found: ${found})`,
  );
}

/** @throws ConsoleMfaError `InvalidParameters`, as a run of the rule would. */
function parametersOf({ name, inputParameters }: ConfigRule): RuleStrings {
  try {
    const parameters = objectIn(inputParameters);
    parseParameters(parameters);
    return parameters;
  } catch (cause) {
    const { message } = asProblem(cause);
    const fault = message.replace('InvalidParameters: ', '');
    throw new ConsoleMfaError('InvalidParameters', `the rule ${quoted(name)} fails by its own: ${fault}`, {
      cause,
    });
  }
}

function objectIn(json: string): RuleStrings {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    value = undefined;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new ConsoleMfaError(
    'InvalidParameters',
    `they are ${quoted(json)}, not a JSON object; deploy it again`,
  );
}
