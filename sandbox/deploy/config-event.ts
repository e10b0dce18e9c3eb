import type { Account } from '../account/account';
import type { ConfigRule } from '../account/config-rule';
import type { ResultToken } from '../account/config-state';

/** What AWS Config sends to the function of a custom rule. */
export interface ConfigRuleEvent {
  readonly version: string;
  /** JSON. */
  readonly invokingEvent: string;
  /** JSON. */
  readonly ruleParameters: string;
  readonly resultToken: string;
  readonly eventLeftScope: boolean;
  readonly executionRoleArn: string;
  readonly configRuleArn: string;
  readonly configRuleName: string;
  readonly configRuleId: string;
  readonly accountId: string;
}

/** @see https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html */
export function ruleEvent(
  account: Account,
  rule: ConfigRule,
  { token }: ResultToken,
  now: Date,
): ConfigRuleEvent {
  return {
    version: '1.0',
    invokingEvent: JSON.stringify({
      awsAccountId: account.accountId,
      notificationCreationTime: now.toISOString(),
      messageType: 'ScheduledNotification',
      recordVersion: '1.0',
    }),
    ruleParameters: rule.inputParameters ?? '{}',
    resultToken: token,
    eventLeftScope: false,
    executionRoleArn: account.config.recorder?.roleArn ?? '',
    configRuleArn: rule.configRuleArn,
    configRuleName: rule.configRuleName,
    configRuleId: rule.configRuleId,
    accountId: account.accountId,
  };
}
