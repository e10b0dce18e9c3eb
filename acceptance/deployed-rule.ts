import { type ConfigServiceClient, DescribeConfigRulesCommand } from '@aws-sdk/client-config-service';
import { quoted } from '../rule/core/errors';
import { parseParameters } from '../rule/core/parse-parameters';
import type { RuleParameters } from '../rule/core/rule-parameters';
import { AcceptanceError } from './acceptance-error';
import { isRefusal } from './aws';

/** The rule in the account. */
export interface DeployedRule {
  readonly name: string;
  readonly arn: string;
  readonly functionName: string;
  readonly parameters: RuleParameters;
  /** As the function gets them. */
  readonly ruleParameters: string;
}

/** @throws AcceptanceError `RuleNotDeployed` */
export async function readDeployedRule(config: ConfigServiceClient, name: string): Promise<DeployedRule> {
  const { ConfigRules = [] } = await config
    .send(new DescribeConfigRulesCommand({ ConfigRuleNames: [name] }))
    .catch((error: unknown) => {
      if (!isRefusal(error, 'NoSuchConfigRule')) throw error;
      throw new AcceptanceError(
        'RuleNotDeployed',
        `AWS Config has no rule ${quoted(name)} in this Region; deploy the stack, or give the name with --rule`,
      );
    });
  const [rule] = ConfigRules;
  const ruleParameters = rule?.InputParameters ?? '{}';
  return {
    name,
    arn: rule?.ConfigRuleArn ?? '',
    functionName: rule?.Source?.SourceIdentifier?.split(':')[6] ?? '',
    parameters: parseParameters(JSON.parse(ruleParameters)),
    ruleParameters,
  };
}
