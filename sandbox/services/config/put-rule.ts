import type {
  ConfigRule as ConfigRuleShape,
  DeleteConfigRuleRequest,
  PutConfigRuleRequest,
} from '@aws-sdk/client-config-service';
import type { Account } from '../../account/account';
import type { ConfigRule, RuleSettings } from '../../account/config-rule';
import { createRule, deleteRule, updateRule } from '../../account/config-rules';
import type { Action } from '../../service';
import type { ConfigHooks } from './config-hooks';
import { configError, invalidParameter } from './errors';
import { toRuleSettings } from './rule-settings';
import { ruleNamed, ruleResources } from './rules';

const RULES_QUOTA = 1000;

/**
 * Makes a rule, or changes the one that has its name, id or ARN.
 *
 * @throws ServiceError
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html
 */
export function putRule(account: Account, shape: ConfigRuleShape, hooks: ConfigHooks, now: Date): ConfigRule {
  const existing = existingRule(account, shape);
  const name = existing?.configRuleName ?? shape.ConfigRuleName;
  if (name === undefined) throw invalidParameter('ConfigRuleName is required for a new rule.');
  const settings = toRuleSettings(shape, name);
  refuseUnrunnable(account, settings.functionArn, hooks);
  if (existing === undefined) {
    const created = newRule(account, settings, now);
    hooks.schedule(created);
    return created;
  }
  const updated = updateRule(account.config, existing, settings);
  if (updated.maximumExecutionFrequency !== existing.maximumExecutionFrequency) {
    hooks.reschedule(updated);
  }
  return updated;
}

export function putConfigRule(hooks: ConfigHooks): Action<PutConfigRuleRequest, Record<string, never>> {
  return {
    resources: ({ ConfigRule }, { account }) => ruleResources(account, [ConfigRule?.ConfigRuleName]),
    run({ ConfigRule: shape }, { account, now }) {
      if (shape === undefined) throw invalidParameter('ConfigRule is required.');
      putRule(account, shape, hooks, now);
      return {};
    },
  };
}

export function deleteConfigRule({
  unschedule,
}: ConfigHooks): Action<DeleteConfigRuleRequest, Record<string, never>> {
  return {
    resources: ({ ConfigRuleName }, { account }) => ruleResources(account, [ConfigRuleName]),
    run({ ConfigRuleName }, { account }) {
      const rule = ruleNamed(account, ConfigRuleName);
      if (account.config.remediations.has(rule.configRuleName)) {
        throw configError(
          'ResourceInUseException',
          `The ConfigRule '${rule.configRuleName}' has a remediation action; delete that first.`,
        );
      }
      unschedule(rule);
      deleteRule(account.config, rule);
      return {};
    },
  };
}

function existingRule(
  { config }: Account,
  { ConfigRuleName, ConfigRuleId, ConfigRuleArn }: ConfigRuleShape,
): ConfigRule | undefined {
  if (ConfigRuleName !== undefined) return config.rules.byKey(ConfigRuleName);
  const id = ConfigRuleId ?? ConfigRuleArn?.split('/')[1];
  return id === undefined ? undefined : config.rules.byId(id);
}

function newRule(account: Account, settings: RuleSettings, now: Date): ConfigRule {
  if (account.config.rules.size >= RULES_QUOTA) {
    throw configError(
      'MaxNumberOfConfigRulesExceededException',
      `The account already has the maximum number of ${RULES_QUOTA} rules.`,
    );
  }
  return createRule(account, settings, now);
}

function refuseUnrunnable(account: Account, functionArn: string, { mayInvoke }: ConfigHooks): void {
  if (account.config.recorder === undefined) {
    throw configError(
      'NoAvailableConfigurationRecorderException',
      'There are no customer managed configuration recorders available to record your resources. ' +
        'Use the PutConfigurationRecorder operation to create the customer managed configuration recorder.',
    );
  }
  if (!mayInvoke(functionArn)) {
    throw configError(
      'InsufficientPermissionsException',
      `The AWS Lambda function ${functionArn} cannot be invoked. Check the specified function ARN, and check the function's permissions.`,
    );
  }
}
