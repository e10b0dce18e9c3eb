import { type ConfigServiceClient, DescribeConfigRulesCommand } from '@aws-sdk/client-config-service';
import { callAws, member } from '../../rule/aws/call';
import type { Page } from '../../rule/ports';

/** A rule of AWS Config, as far as an audit looks at it. */
export interface ConfigRule {
  readonly name: string;
  /** Whether a function of the account's own decides, as this rule's does; AWS's managed rules have none. */
  readonly isCustom: boolean;
  /** As AWS Config carries them: JSON. */
  readonly inputParameters: string;
}

export interface ConfigRulesApi {
  /**
   * One page of the account's rules.
   *
   * @param name of the only rule that is wanted; undefined for all.
   * @throws AwsCallError for every answer but a page; `refused` by NoSuchConfigRuleException for a name that is no
   * rule's.
   */
  describeRules(
    name: string | undefined,
    nextToken: string | undefined,
    timeoutMs: number,
  ): Promise<Page<ConfigRule>>;
}

/** AWS Config's rules by the AWS SDK. */
export function configRulesApi(client: Pick<ConfigServiceClient, 'send'>): ConfigRulesApi {
  return {
    describeRules: (name, NextToken, timeoutMs) =>
      callAws(
        'config:DescribeConfigRules',
        timeoutMs,
        (options) =>
          client.send(
            new DescribeConfigRulesCommand({
              ...(name !== undefined && { ConfigRuleNames: [name] }),
              NextToken,
            }),
            options,
          ),
        ({ ConfigRules, NextToken: next }) => ({
          items: member(ConfigRules, 'ConfigRules').map((rule) => ({
            name: member(rule.ConfigRuleName, 'ConfigRules.ConfigRuleName'),
            isCustom: member(rule.Source, 'ConfigRules.Source').Owner === 'CUSTOM_LAMBDA',
            inputParameters: rule.InputParameters ?? '{}',
          })),
          ...(next && { next }),
        }),
      ),
  };
}
