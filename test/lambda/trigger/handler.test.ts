import type { Context, SQSEvent } from 'aws-lambda';
import type { handler as Handler } from '../../../lambda/trigger/handler';
import { loadHandler } from '../../support/loaded-handler';
import { rejectionOf } from '../../support/thrown';

type Module = { readonly handler: typeof Handler };

const loaded = loadHandler(() => jest.requireActual<Module>('../../../lambda/trigger/handler').handler, {
  CONFIG_RULE_NAME: 'console-mfa',
});
const { aws, lines } = loaded;

const context = {
  functionName: 'trigger',
  awsRequestId: 'request-1',
  getRemainingTimeInMillis: () => 10_000,
} as Context;

const events = (...messageIds: readonly string[]) =>
  ({
    Records: messageIds.map((messageId) => ({ messageId, body: '{"eventName":"CreateUser"}' })),
  }) as SQSEvent;

test('many events start one evaluation, and none of them fails', async () => {
  aws.answer = { body: '{}' };
  const before = aws.requests.length;
  expect(await loaded.handler(events('one', 'two', 'three'), context)).toEqual({ batchItemFailures: [] });
  expect(aws.requests.slice(before).map(({ target }) => target)).toEqual([
    'StarlingDoveService.StartConfigRulesEvaluation',
  ]);
  expect(lines()).toMatchObject([{ level: 'INFO', message: 'An evaluation was started', events: 3 }]);
});

test('events whose evaluation AWS Config refuses all go back to the queue, with no error', async () => {
  aws.answer = { status: 400, body: '{"__type":"LimitExceededException","message":"too soon"}' };
  expect(await loaded.handler(events('one', 'two'), context)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'one' }, { itemIdentifier: 'two' }],
  });
  expect(lines()).toMatchObject([{ level: 'INFO', events: 2 }]);
});

test('a role without the permission is an error, in the log and for Lambda', async () => {
  aws.answer = { status: 400, body: '{"__type":"AccessDeniedException","message":"no"}' };
  expect(await rejectionOf(loaded.handler(events('one'), context))).toMatchObject({
    code: 'AwsCallFailed',
    failure: 'denied',
  });
  expect(lines()).toMatchObject([{ level: 'ERROR', message: 'No evaluation was started' }]);
});

test.each([
  [null, '"null"'],
  [{}, '"{}"'],
  [{ Records: [] }, '"{\\"Records\\":[]}"'],
  [{ Records: [{ body: 'x' }] }, '"{\\"Records\\":[{\\"body\\":\\"x\\"}]}"'],
])(
  'an event that no queue has sent, such as %j, is a coded error and starts nothing',
  async (event, shown) => {
    const before = aws.requests.length;
    const error = await rejectionOf(loaded.handler(event, context));
    expect(error).toMatchObject({
      code: 'InvalidEvent',
      message: `InvalidEvent: the event is ${shown}, not a batch of messages of Amazon SQS; let the queue invoke the function`,
    });
    expect(aws.requests).toHaveLength(before);
    expect(lines()).toMatchObject([{ level: 'ERROR', message: 'No evaluation was started' }]);
  },
);
