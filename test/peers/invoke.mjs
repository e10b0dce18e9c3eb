// Invokes the bundled handler once, as AWS Config would: node invoke.mjs INDEX_MJS RULE_PARAMETERS
import { pathToFileURL } from 'node:url';

const [, , bundle, ruleParameters] = process.argv;
const { handler } = await import(pathToFileURL(bundle).href);
const deadline = Date.now() + 60_000;
await handler(
  {
    version: '1.0',
    invokingEvent: JSON.stringify({
      awsAccountId: '123456789012',
      notificationCreationTime: '2026-03-01T06:00:00.000Z',
      messageType: 'ScheduledNotification',
      recordVersion: '1.0',
    }),
    ruleParameters,
    resultToken: 'peer-token',
    eventLeftScope: false,
    executionRoleArn: 'arn:aws:iam::123456789012:role/config',
    configRuleArn: 'arn:aws:config:us-east-1:123456789012:config-rule/config-rule-peer01',
    configRuleName: 'iam-console-mfa',
    configRuleId: 'config-rule-peer01',
    accountId: '123456789012',
  },
  {
    awsRequestId: 'peer',
    functionName: 'iam-console-mfa',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:iam-console-mfa',
    memoryLimitInMB: '256',
    getRemainingTimeInMillis: () => deadline - Date.now(),
  },
);
