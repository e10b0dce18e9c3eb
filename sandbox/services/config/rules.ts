import type { ConfigRule as ConfigRuleShape } from '@aws-sdk/client-config-service';
import type { Account } from '../../account/account';
import type { ConfigRule } from '../../account/config-rule';
import { ruleArn } from '../../account/config-rules';
import { configError } from './errors';

/** @throws ServiceError NoSuchConfigRuleException */
export function ruleNamed(account: Account, configRuleName: string | undefined): ConfigRule {
  const rule = account.config.rules.byKey(configRuleName ?? '');
  if (rule !== undefined) return rule;
  throw configError(
    'NoSuchConfigRuleException',
    `The ConfigRule '${configRuleName}' provided in the request is invalid. Please check the configRule name.`,
  );
}

/** The rules of these names, or all. @throws ServiceError NoSuchConfigRuleException */
export function rulesNamed(account: Account, names: readonly string[] | undefined): readonly ConfigRule[] {
  if (names === undefined || names.length === 0) return [...account.config.rules];
  return names.map((name) => ruleNamed(account, name));
}

/** The ARNs that an action on rules is authorized on; a name that is no rule's has one that is nobody's. */
export function ruleResources(account: Account, names: readonly (string | undefined)[]): readonly string[] {
  return names.map((name) => {
    const rule = account.config.rules.byKey(name ?? '');
    return rule?.configRuleArn ?? ruleArn(account, 'config-rule-unknown');
  });
}

export function toShape(rule: ConfigRule): ConfigRuleShape {
  return {
    ConfigRuleName: rule.configRuleName,
    ConfigRuleArn: rule.configRuleArn,
    ConfigRuleId: rule.configRuleId,
    ...(rule.description === undefined ? {} : { Description: rule.description }),
    Source: {
      Owner: 'CUSTOM_LAMBDA',
      SourceIdentifier: rule.functionArn,
      SourceDetails: [
        {
          EventSource: 'aws.config',
          MessageType: 'ScheduledNotification',
          MaximumExecutionFrequency: rule.maximumExecutionFrequency,
        },
      ],
    },
    ...(rule.inputParameters === undefined ? {} : { InputParameters: rule.inputParameters }),
    ConfigRuleState: rule.running > 0 ? 'EVALUATING' : 'ACTIVE',
    EvaluationModes: [{ Mode: 'DETECTIVE' }],
  };
}
