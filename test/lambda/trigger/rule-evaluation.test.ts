import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { ruleEvaluationOf } from '../../../lambda/trigger/rule-evaluation';
import { CANNED_CLIENT, CannedAws } from '../../support/canned-aws';
import { rejectionOf } from '../../support/thrown';

const aws = new CannedAws();
let client: ConfigServiceClient;
let start: (timeoutMs: number) => Promise<void>;

beforeAll(async () => {
  client = new ConfigServiceClient({ ...CANNED_CLIENT, endpoint: await aws.open() });
  start = ruleEvaluationOf(client, 'console-mfa');
});
afterAll(async () => {
  client.destroy();
  await aws.close();
});

const refusal = (type: string, status = 400) => ({
  status,
  body: JSON.stringify({ __type: type, message: 'as the test wants it' }),
});

test('asks for the one rule', async () => {
  aws.answer = { body: '{}' };
  await start(1_000);
  expect(JSON.parse(aws.requests.at(-1)?.body ?? '')).toEqual({ ConfigRuleNames: ['console-mfa'] });
});

test.each([
  ['LimitExceededException', 400, 'throttled'],
  ['ThrottlingException', 400, 'throttled'],
  ['AccessDeniedException', 400, 'denied'],
  ['NoSuchConfigRuleException', 400, 'refused'],
  ['InternalFailure', 500, 'transient'],
])('AWS Config answers %s: %s, taken as %s', async (type, status, failure) => {
  aws.answer = refusal(type, status);
  expect(await rejectionOf(start(1_000))).toMatchObject({
    action: 'config:StartConfigRulesEvaluation',
    failure,
  });
});
