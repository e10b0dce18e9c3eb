import { type ConfigServiceClient, StartConfigRulesEvaluationCommand } from '@aws-sdk/client-config-service';
import { callAws } from '../../rule/aws/call';

/**
 * Has AWS Config evaluate the rule of this name. It answers once the evaluation has been started, not when it is over.
 *
 * @throws AwsCallError `throttled` for AWS Config's LimitExceededException too: the rule is being evaluated, or was
 * asked for less than a minute ago.
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_StartConfigRulesEvaluation.html
 */
export function ruleEvaluationOf(
  client: ConfigServiceClient,
  configRuleName: string,
): (timeoutMs: number) => Promise<void> {
  return (timeoutMs) =>
    callAws(
      'config:StartConfigRulesEvaluation',
      timeoutMs,
      (options) =>
        client.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [configRuleName] }), options),
      () => undefined,
    );
}
