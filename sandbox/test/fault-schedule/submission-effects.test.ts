import {
  ConfigServiceClient,
  type Evaluation,
  GetComplianceDetailsByConfigRuleCommand,
  PutEvaluationsCommand,
} from '@aws-sdk/client-config-service';
import { SandboxClock } from '../../account/clock';
import type { ConfigRule } from '../../account/config-rule';
import { createRule } from '../../account/config-rules';
import { issueResultToken } from '../../account/result-tokens';
import { faultPlan } from '../../fault-schedule/plan';
import { parseRule } from '../../fault-schedule/rule-text';
import { type Sandbox, startSandbox } from '../../sandbox';
import { emptyAccount, NOW, refusalOf } from '../support/served-account';

let sandbox: Sandbox;
let client: ConfigServiceClient;
let rule: ConfigRule;

beforeEach(async () => {
  const account = emptyAccount();
  sandbox = await startSandbox({ account, clock: SandboxClock.frozen(NOW) });
  rule = createRule(account, {
    configRuleName: 'mfa',
    description: undefined,
    functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:evaluate',
    maximumExecutionFrequency: 'TwentyFour_Hours',
    inputParameters: undefined,
  });
  client = new ConfigServiceClient({
    endpoint: sandbox.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
});

afterEach(async () => {
  client.destroy();
  await sandbox.close();
});

function play(...rules: readonly string[]): void {
  const schedule = { seed: 1, rules: rules.map(parseRule) };
  sandbox.pipeline.faults = faultPlan(schedule, sandbox.account, () => NOW);
}

function put(...ids: readonly string[]) {
  const Evaluations = ids.map(
    (ComplianceResourceId): Evaluation => ({
      ComplianceResourceType: 'AWS::IAM::User',
      ComplianceResourceId,
      ComplianceType: 'COMPLIANT',
      OrderingTimestamp: NOW,
    }),
  );
  const ResultToken = issueResultToken(sandbox.account, rule, NOW).token;
  return client.send(new PutEvaluationsCommand({ ResultToken, Evaluations }));
}

function stored(): readonly string[] {
  return sandbox.compliance().map(({ resourceId }) => resourceId);
}

test.each([
  ['failed-evaluations=2', ['BBBB', 'DDDD'], ['AAAA', 'CCCC', 'EEEE']],
  ['failed-evaluations=1', ['AAAA', 'BBBB', 'CCCC', 'DDDD', 'EEEE'], []],
  ['failed-evaluations=9', [], ['AAAA', 'BBBB', 'CCCC', 'DDDD', 'EEEE']],
])('%s', async (effect, failed, kept) => {
  play(`config:PutEvaluations ${effect}`);
  const { FailedEvaluations = [] } = await put('AAAA', 'BBBB', 'CCCC', 'DDDD', 'EEEE');
  expect(FailedEvaluations.map(({ ComplianceResourceId }) => ComplianceResourceId)).toEqual(failed);
  expect(stored()).toEqual(kept);
});

test('evaluations are stored although the answer is lost', async () => {
  play('config:PutEvaluations lost-answer');
  expect(await refusalOf(put('AAAA'))).toMatchObject({ code: 'InternalFailure', httpStatus: 500 });
  expect(stored()).toEqual(['AAAA']);
});

test('a result token that has expired stores nothing', async () => {
  play('config:* InvalidResultToken');
  expect(await refusalOf(put('AAAA'))).toMatchObject({
    code: 'InvalidResultTokenException',
    httpStatus: 400,
  });
  expect(stored()).toEqual([]);
});

test.each([
  ['Throttling', 'ThrottlingException', 400],
  ['AccessDenied', 'AccessDeniedException', 400],
  ['ServiceUnavailable', 'ServiceUnavailable', 503],
])('AWS Config says %s in its own way', async (effect, code, httpStatus) => {
  play(`config:* ${effect}`);
  expect(await refusalOf(put('AAAA'))).toMatchObject({ code, httpStatus });
});

test('results come in empty and short pages, and all of them come', async () => {
  await put('AAAA', 'BBBB', 'CCCC');
  play('config:* times=2 empty-page', 'config:* short-pages=2');
  const pages: (readonly (string | undefined)[])[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: 'mfa', NextToken }),
    );
    pages.push(
      (page.EvaluationResults ?? []).map(
        ({ EvaluationResultIdentifier: id }) => id?.EvaluationResultQualifier?.ResourceId,
      ),
    );
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  expect(pages).toEqual([[], [], ['AAAA', 'BBBB'], ['CCCC']]);
});
