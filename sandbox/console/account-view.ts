import type { Account } from '../account/account';
import type { ConfigRule } from '../account/config-rule';
import type { EvaluationResult } from '../account/evaluation-result';
import { complianceOf, shownResults } from '../account/evaluation-results';
import type { User } from '../account/principals';
import type { ConsoleSandbox } from './console-sandbox';
import { runsOf } from './runs';
import type { ResultView, RuleView, UserView, View } from './view';
import { visible } from './visible';

/** The account as the page shows it. */
export function viewOf({ account, invocations, timeline }: ConsoleSandbox): View {
  return {
    accountId: account.accountId,
    region: account.region,
    users: [...account.users].map((user) => userView(account, user)),
    rules: [...account.config.rules].map((rule) => ruleView(account, rule)),
    runs: runsOf(account, invocations, timeline),
  };
}

function userView(account: Account, user: User): UserView {
  return {
    userId: user.userId,
    userName: visible(user.userName),
    path: visible(user.path),
    created: user.createDate.toISOString(),
    password: user.loginProfile?.createDate.toISOString() ?? null,
    devices: user.mfaDevices.map(({ type, serialNumber, enableDate }) => ({
      type,
      serialNumber,
      enabled: enableDate.toISOString(),
    })),
    tags: user.tags.map(({ Key, Value }) => ({ key: visible(Key), value: visible(Value) })),
    groups: user.groupIds.map((id) => visible(account.groups.byId(id)?.groupName ?? id)),
    accessKeys: user.accessKeys.length,
  };
}

function ruleView(account: Account, rule: ConfigRule): RuleView {
  const parameters: Readonly<Record<string, unknown>> = JSON.parse(rule.inputParameters ?? '{}');
  return {
    id: rule.configRuleId,
    name: visible(rule.configRuleName),
    compliance: complianceOf(account.config, rule).type,
    frequency: rule.maximumExecutionFrequency,
    parameters: Object.entries(parameters).map(([name, value]) => [visible(name), visible(String(value))]),
    running: rule.running > 0,
    results: shownResults(account.config, rule).map(resultView),
  };
}

function resultView(result: EvaluationResult): ResultView {
  return {
    resourceType: result.resourceType,
    resourceId: visible(result.resourceId),
    compliance: result.compliance,
    annotation: visible(result.annotation ?? ''),
    invoked: result.configRuleInvokedTime.toISOString(),
    recorded: result.resultRecordedTime.toISOString(),
  };
}
