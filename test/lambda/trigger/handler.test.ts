import type { Context, SQSEvent } from 'aws-lambda';
import type { handler as Handler } from '../../../lambda/trigger/handler';
import { CannedAws } from '../../support/canned-aws';
import { rejectionOf } from '../../support/thrown';

const aws = new CannedAws();
const environment = { ...process.env };
let handler: typeof Handler;
let printed: string[];

beforeAll(async () => {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: await aws.open(),
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    CONFIG_RULE_NAME: 'console-mfa',
  });
  // Its client takes endpoint and credentials from the environment as it is loaded.
  ({ handler } = jest.requireActual<{ handler: typeof Handler }>('../../../lambda/trigger/handler'));
});
afterAll(async () => {
  process.env = environment;
  await aws.close();
});
beforeEach(() => {
  printed = [];
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  }
});
afterEach(() => {
  jest.restoreAllMocks();
});

const context = {
  functionName: 'trigger',
  awsRequestId: 'request-1',
  getRemainingTimeInMillis: () => 10_000,
} as Context;

const events = (...messageIds: readonly string[]) =>
  ({
    Records: messageIds.map((messageId) => ({ messageId, body: '{"eventName":"CreateUser"}' })),
  }) as SQSEvent;

const lines = () => printed.flatMap((text) => text.trim().split('\n')).map((line) => JSON.parse(line));

test('many events start one evaluation, and none of them fails', async () => {
  aws.answer = { body: '{}' };
  const before = aws.requests.length;
  expect(await handler(events('one', 'two', 'three'), context)).toEqual({ batchItemFailures: [] });
  expect(aws.requests.slice(before).map(({ target }) => target)).toEqual([
    'StarlingDoveService.StartConfigRulesEvaluation',
  ]);
  expect(lines()).toMatchObject([{ level: 'INFO', message: 'An evaluation was started', events: 3 }]);
});

test('events whose evaluation AWS Config refuses all go back to the queue, with no error', async () => {
  aws.answer = { status: 400, body: '{"__type":"LimitExceededException","message":"too soon"}' };
  expect(await handler(events('one', 'two'), context)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'one' }, { itemIdentifier: 'two' }],
  });
  expect(lines()).toMatchObject([{ level: 'INFO', events: 2 }]);
});

test('a role without the permission is an error, in the log and for Lambda', async () => {
  aws.answer = { status: 400, body: '{"__type":"AccessDeniedException","message":"no"}' };
  expect(await rejectionOf(handler(events('one'), context))).toMatchObject({
    code: 'AwsCallFailed',
    failure: 'denied',
  });
  expect(lines()).toMatchObject([{ level: 'ERROR', message: 'No evaluation was started' }]);
});
