import {
  type ConfigRule,
  DeleteConfigRuleCommand,
  DescribeConfigRuleEvaluationStatusCommand,
  DescribeConfigRulesCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
  PutConfigRuleCommand,
  PutEvaluationsCommand,
  StartConfigRulesEvaluationCommand,
} from '@aws-sdk/client-config-service';
import { countRunning } from '../../../account/config-rules';
import { startServiceLinkedRecording, stopRecording } from '../../../account/configuration-recorder';
import { NOW, refusalOf } from '../../support/served-account';
import { FUNCTION_ARN, type ServedConfig, serveConfig } from '../../support/served-config';

let config: ServedConfig;

beforeEach(async () => {
  config = await serveConfig();
});

afterEach(() => config.close());

function rule(change: Partial<ConfigRule> = {}): ConfigRule {
  return {
    ConfigRuleName: 'mfa',
    Source: {
      Owner: 'CUSTOM_LAMBDA',
      SourceIdentifier: FUNCTION_ARN,
      SourceDetails: [
        {
          EventSource: 'aws.config',
          MessageType: 'ScheduledNotification',
          MaximumExecutionFrequency: 'TwentyFour_Hours',
        },
      ],
    },
    ...change,
  };
}

function put(change: Partial<ConfigRule> = {}) {
  return config.client.send(new PutConfigRuleCommand({ ConfigRule: rule(change) }));
}

async function described(...names: readonly string[]): Promise<readonly ConfigRule[]> {
  const { ConfigRules = [] } = await config.client.send(
    new DescribeConfigRulesCommand({ ConfigRuleNames: [...names] }),
  );
  return ConfigRules;
}

test('a rule is described as it was put, with its id, ARN and state', async () => {
  expect(await described()).toEqual([
    {
      ...rule(),
      ConfigRuleId: config.rule.configRuleId,
      ConfigRuleArn: `arn:aws:config:us-east-1:123456789012:config-rule/${config.rule.configRuleId}`,
      ConfigRuleState: 'ACTIVE',
      EvaluationModes: [{ Mode: 'DETECTIVE' }],
    },
  ]);
  countRunning(config.account.config, config.rule.configRuleId, 1);
  expect(await described('mfa')).toMatchObject([{ ConfigRuleState: 'EVALUATING' }]);
});

test('a new rule is scheduled', async () => {
  await put({ ConfigRuleName: 'second', Description: 'Another.', InputParameters: '{"report":"changes"}' });
  expect(config.done).toEqual(['schedule second']);
  expect(await described('second')).toMatchObject([
    { Description: 'Another.', InputParameters: '{"report":"changes"}' },
  ]);
});

test('a rule can be changed by its name, id or ARN, and keeps its id', async () => {
  const { configRuleId: ConfigRuleId, configRuleArn: ConfigRuleArn } = config.rule;
  await put({ InputParameters: '{"a":"1"}' });
  const unnamed = (change: Partial<ConfigRule>) =>
    config.client.send(new PutConfigRuleCommand({ ConfigRule: { Source: rule().Source, ...change } }));
  await unnamed({ ConfigRuleId, InputParameters: '{"a":"2"}' });
  await unnamed({ ConfigRuleArn, InputParameters: '{"a":"3"}' });
  expect(await described()).toMatchObject([{ ConfigRuleId, InputParameters: '{"a":"3"}' }]);
  expect(config.done).toEqual([]);
});

test('another frequency makes another schedule', async () => {
  const [details] = rule().Source?.SourceDetails ?? [];
  await put({
    Source: {
      ...rule().Source,
      Owner: 'CUSTOM_LAMBDA',
      SourceDetails: [{ ...details, MaximumExecutionFrequency: 'One_Hour' }],
    },
  });
  expect(config.done).toEqual(['reschedule mfa']);
});

test.each<[string, Partial<ConfigRule>, string]>([
  ['parameters that are no JSON', { InputParameters: 'a=b' }, 'InvalidParameterValueException'],
  ['parameters that are a list', { InputParameters: '[]' }, 'InvalidParameterValueException'],
  ['a blank parameter', { InputParameters: '{"tagKey":""}' }, 'InvalidParameterValueException'],
  ['a parameter that is no string', { InputParameters: '{"maxAge":7}' }, 'InvalidParameterValueException'],
  [
    '1,025 characters of parameters',
    { InputParameters: JSON.stringify({ a: 'x'.repeat(1017) }) },
    'ValidationException',
  ],
  ['a scope', { Scope: { ComplianceResourceTypes: ['AWS::IAM::User'] } }, 'InvalidParameterValueException'],
  [
    'a managed rule',
    { Source: { Owner: 'AWS', SourceIdentifier: 'IAM_PASSWORD_POLICY' } },
    'InvalidParameterValueException',
  ],
  [
    'a rule for changes of resources',
    {
      Source: {
        Owner: 'CUSTOM_LAMBDA',
        SourceIdentifier: FUNCTION_ARN,
        SourceDetails: [{ EventSource: 'aws.config', MessageType: 'ConfigurationItemChangeNotification' }],
      },
    },
    'InvalidParameterValueException',
  ],
  [
    'a function that AWS Config may not invoke',
    { Source: { ...rule().Source, Owner: 'CUSTOM_LAMBDA', SourceIdentifier: `${FUNCTION_ARN}2` } },
    'InsufficientPermissionsException',
  ],
])('%s is refused', async (_what, change, code) => {
  expect(await refusalOf(put(change))).toMatchObject({ code, httpStatus: 400 });
  expect(await described()).toHaveLength(1);
});

test('1,024 characters of parameters are taken', async () => {
  await put({ InputParameters: JSON.stringify({ a: 'x'.repeat(1016) }) });
  expect((await described())[0]?.InputParameters).toHaveLength(1024);
});

test('without a customer managed recorder there is no rule to be made, whatever Security Hub has for itself', async () => {
  const { account } = config;
  account.config.recorder = undefined;
  startServiceLinkedRecording(account, 'securityhub.amazonaws.com');
  expect(await refusalOf(put())).toMatchObject({
    code: 'NoAvailableConfigurationRecorderException',
    message: expect.stringMatching(/^There are no customer managed configuration recorders available/),
  });
});

test('a recorder that is off lets rules be made', async () => {
  stopRecording(config.account);
  await put({ ConfigRuleName: 'second' });
  expect(config.done).toEqual(['schedule second']);
});

test('a deleted rule is gone, and so is its schedule', async () => {
  await config.client.send(new DeleteConfigRuleCommand({ ConfigRuleName: 'mfa' }));
  expect(config.done).toEqual(['unschedule mfa']);
  expect(await described()).toEqual([]);
  expect(await refusalOf(described('mfa'))).toMatchObject({ code: 'NoSuchConfigRuleException' });
});

function evaluationStatus(...names: readonly string[]) {
  return config.client.send(new DescribeConfigRuleEvaluationStatusCommand({ ConfigRuleNames: [...names] }));
}

test('the evaluation status of a rule that was never invoked', async () => {
  await put({ ConfigRuleName: 'second' });
  expect((await evaluationStatus('second')).ConfigRulesEvaluationStatus).toEqual([
    {
      ConfigRuleName: 'second',
      ConfigRuleArn: expect.stringContaining(':config-rule/config-rule-'),
      ConfigRuleId: expect.stringContaining('config-rule-'),
      FirstActivatedTime: NOW,
      FirstEvaluationStarted: false,
    },
  ]);
  expect(await refusalOf(evaluationStatus('other'))).toMatchObject({ code: 'NoSuchConfigRuleException' });
});

test('the evaluation status says when results were submitted', async () => {
  const command = new PutEvaluationsCommand({ Evaluations: [], ResultToken: config.token() });
  await config.client.send(command);
  expect((await evaluationStatus('mfa')).ConfigRulesEvaluationStatus).toMatchObject([
    { ConfigRuleName: 'mfa', LastSuccessfulEvaluationTime: NOW },
  ]);
});

test('rules come 25 a page', async () => {
  for (let number = 1; number <= 25; number += 1) await put({ ConfigRuleName: `rule-${number}` });
  const { ConfigRules = [], NextToken } = await config.client.send(new DescribeConfigRulesCommand({}));
  const last = await config.client.send(new DescribeConfigRulesCommand({ NextToken }));
  expect([ConfigRules.length, last.ConfigRules?.length, last.NextToken]).toEqual([25, 1, undefined]);
});

function start(...names: readonly string[]) {
  return config.client.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [...names] }));
}

test('an evaluation is started once a minute', async () => {
  await start('mfa');
  config.clock.advance(59_999);
  expect(await refusalOf(start('mfa'))).toMatchObject({ code: 'LimitExceededException', httpStatus: 400 });
  config.clock.advance(1);
  await start('mfa');
  expect(config.done).toEqual(['evaluate mfa', 'evaluate mfa']);
});

test('an evaluation is not started while one runs', async () => {
  countRunning(config.account.config, config.rule.configRuleId, 1);
  expect(await refusalOf(start('mfa'))).toMatchObject({ code: 'LimitExceededException' });
  countRunning(config.account.config, config.rule.configRuleId, -1);
  await start('mfa');
});

test('one unknown rule among those to start starts none, and 26 are too many', async () => {
  expect(await refusalOf(start('mfa', 'other'))).toMatchObject({ code: 'NoSuchConfigRuleException' });
  const many = Array.from({ length: 26 }, (_, number) => `rule-${number}`);
  expect(await refusalOf(start(...many))).toMatchObject({ code: 'ValidationException' });
  expect(config.done).toEqual([]);
});

test('the recorder and its status', async () => {
  expect(await config.client.send(new DescribeConfigurationRecordersCommand({}))).toMatchObject({
    ConfigurationRecorders: [{ name: 'default', recordingGroup: { allSupported: true } }],
  });
  expect(await config.client.send(new DescribeConfigurationRecorderStatusCommand({}))).toMatchObject({
    ConfigurationRecordersStatus: [{ name: 'default', recording: true, lastStatus: 'Success' }],
  });
  stopRecording(config.account);
  expect(await config.client.send(new DescribeConfigurationRecorderStatusCommand({}))).toMatchObject({
    ConfigurationRecordersStatus: [{ name: 'default', recording: false }],
  });
  const other = new DescribeConfigurationRecordersCommand({ ConfigurationRecorderNames: ['other'] });
  expect(await refusalOf(config.client.send(other))).toMatchObject({
    code: 'NoSuchConfigurationRecorderException',
  });
});

test('a recorder of Security Hub is described only by its service', async () => {
  const { account, client } = config;
  account.config.recorder = undefined;
  startServiceLinkedRecording(account, 'securityhub.amazonaws.com');
  const status = (ServicePrincipal?: string) =>
    client.send(new DescribeConfigurationRecorderStatusCommand({ ServicePrincipal }));
  expect((await status()).ConfigurationRecordersStatus).toEqual([]);
  expect((await status('securityhub.amazonaws.com')).ConfigurationRecordersStatus).toMatchObject([
    { name: 'AWSConfigurationRecorderForsecurityhub', recording: true },
  ]);
});
