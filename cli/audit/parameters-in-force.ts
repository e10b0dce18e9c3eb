import { parseParameters } from '../../rule/core/parse-parameters';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import type { Clock } from '../../rule/ports';
import type { OwnAccount } from '../aws/account-access';
import type { GivenParameters } from '../options/rule-parameters';
import { readDeployedRule } from './deployed-rule';

/**
 * The parameters that users are judged by: those given, and the deployed rule's for the others where one is named.
 *
 * @param account where the rule is.
 * @throws what `readDeployedRule` throws.
 */
export async function parametersInForce(
  { names, strings, fromRule }: GivenParameters,
  account: OwnAccount,
  clock: Clock,
): Promise<RuleParameters> {
  if (fromRule === undefined) return parseParameters(strings);
  const ofRule = Object.entries(await readDeployedRule(fromRule, account, clock));
  const others = Object.fromEntries(ofRule.filter(([name]) => !names.has(name)));
  return parseParameters({ ...others, ...strings });
}
