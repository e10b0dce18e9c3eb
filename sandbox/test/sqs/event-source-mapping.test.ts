import { SandboxClock } from '../../account/clock';
import { Ids } from '../../account/ids';
import { Scheduler } from '../../account/scheduler';
import type { Outcome } from '../../deploy/lambda/attempt';
import { EventSourceMapping, type MappingSettings } from '../../sqs/event-source-mapping';
import { Queue } from '../../sqs/queue';
import { NOW } from '../support/served-account';

const SETTINGS: MappingSettings = {
  functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:trigger',
  batchSize: 3,
  batchingWindowMs: 15_000,
  maximumConcurrency: 2,
  reportBatchItemFailures: true,
};

interface Sent {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

/** A queue that is polled for a function that ends as it is told. */
function polled(end: (event: Sent) => Outcome, settings: Partial<MappingSettings> = {}) {
  const clock = SandboxClock.frozen(NOW);
  const scheduler = new Scheduler(clock);
  const now = () => clock.now();
  const queueSettings = {
    queueName: 'events',
    queueArn: 'arn:aws:sqs:us-east-1:123456789012:events',
    queueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/events',
    visibilityTimeoutMs: 60_000,
    redrive: undefined,
  };
  const queue = new Queue(queueSettings, scheduler, new Ids('test'), now, () => undefined);
  const batches: (readonly string[])[] = [];
  new EventSourceMapping(
    queue,
    { ...SETTINGS, ...settings },
    {
      scheduler,
      region: 'us-east-1',
      now,
      invoke: async (_functionArn, _queueArn, event) => {
        const sent = event as Sent;
        batches.push(sent.Records.map(({ body }) => body));
        return {
          startedTime: now(),
          initMs: undefined,
          durationMs: 1,
          peakMemory: undefined,
          log: [],
          outcome: end(sent),
        };
      },
    },
  );
  return { scheduler, queue, batches };
}

const succeeding =
  (result: unknown = null) =>
  (): Outcome => ({ type: 'succeeded', result });

test('messages are gathered for the window and go to the function together', async () => {
  const { scheduler, queue, batches } = polled(succeeding());
  queue.send('one');
  await scheduler.advance(14_999);
  queue.send('two');
  expect(batches).toEqual([]);
  await scheduler.advance(1);
  expect(batches).toEqual([['one', 'two']]);
  expect(queue.messages).toEqual([]);
});

test('a full batch does not wait for the window', async () => {
  const { scheduler, queue, batches } = polled(succeeding());
  for (const body of ['one', 'two', 'three', 'four']) queue.send(body);
  await scheduler.settled();
  expect(batches).toEqual([['one', 'two', 'three']]);
  await scheduler.advance(15_000);
  expect(batches).toEqual([['one', 'two', 'three'], ['four']]);
});

test('messages that the function names as failed come back, the others do not', async () => {
  let first = true;
  const { scheduler, queue, batches } = polled(({ Records }) => {
    const failures = first ? Records.slice(1) : [];
    first = false;
    return {
      type: 'succeeded',
      result: { batchItemFailures: failures.map(({ messageId }) => ({ itemIdentifier: messageId })) },
    };
  });
  queue.send('one');
  queue.send('two');
  await scheduler.advance(120_000);
  expect(batches).toEqual([['one', 'two'], ['two']]);
  expect(queue.messages).toEqual([]);
});

test.each([
  ['fails', { type: 'error', error: { errorType: 'Error', errorMessage: 'no' } }],
  ['answers what is no answer', { type: 'succeeded', result: { batchItemFailures: 'all' } }],
] as const)('all messages come back from a function that %s', async (_what, outcome) => {
  const { scheduler, queue, batches } = polled(() => outcome);
  queue.send('one');
  await scheduler.advance(15_000);
  expect(queue.messages).toHaveLength(1);
  await scheduler.advance(60_000);
  expect(batches).toEqual([['one'], ['one']]);
});

test('an answer does not count where the mapping does not ask for failures', async () => {
  const all = ({ Records }: Sent): Outcome => ({
    type: 'succeeded',
    result: { batchItemFailures: Records.map(({ messageId }) => ({ itemIdentifier: messageId })) },
  });
  const { scheduler, queue } = polled(all, { reportBatchItemFailures: false });
  queue.send('one');
  await scheduler.advance(15_000);
  expect(queue.messages).toEqual([]);
});

test('an invocation carries 6 MB at most', async () => {
  const { scheduler, queue, batches } = polled(succeeding(), { batchSize: 10_000 });
  for (let sent = 0; sent < 10; sent += 1) queue.send('x'.repeat(1024 * 1024));
  await scheduler.advance(15_000);
  expect(batches.map(({ length }) => length)).toEqual([5, 5]);
});
