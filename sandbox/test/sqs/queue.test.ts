import { SandboxClock } from '../../account/clock';
import { Ids } from '../../account/ids';
import { Scheduler } from '../../account/scheduler';
import { type Message, Queue } from '../../sqs/queue';
import { NOW } from '../support/served-account';

const VISIBILITY = 30_000;
let scheduler: Scheduler;
let queue: Queue;
let deadLetters: Message[];
let told: number;

beforeEach(() => {
  const clock = SandboxClock.frozen(NOW);
  scheduler = new Scheduler(clock);
  deadLetters = [];
  told = 0;
  const settings = {
    queueName: 'events',
    queueArn: 'arn:aws:sqs:us-east-1:123456789012:events',
    queueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/events',
    visibilityTimeoutMs: VISIBILITY,
    redrive: { deadLetterArn: 'arn:aws:sqs:us-east-1:123456789012:dead', maxReceiveCount: 2 },
  };
  queue = new Queue(
    settings,
    scheduler,
    new Ids('test'),
    () => clock.now(),
    (_arn, message) => deadLetters.push(message),
  );
  queue.onVisible(() => {
    told += 1;
  });
});
afterEach(() => scheduler.close());

const bodies = (most = 10) => queue.receive(most).map(({ body }) => body);

test('a message is received once, oldest first, and is invisible then', () => {
  queue.send('one');
  queue.send('two');
  expect(bodies(1)).toEqual(['one']);
  expect(bodies()).toEqual(['two']);
  expect(bodies()).toEqual([]);
  expect(queue.hasVisible).toBe(false);
});

test('a message that is not deleted is there again when its time is over, and not before', async () => {
  queue.send('one');
  queue.receive(10);
  await scheduler.advance(VISIBILITY - 1);
  expect(bodies()).toEqual([]);
  await scheduler.advance(1);
  expect(told).toBe(2);
  expect(queue.receive(10)).toMatchObject([{ body: 'one', receiveCount: 2 }]);
});

test('a message received at another time is there again at another time', async () => {
  queue.send('one');
  queue.receive(10);
  await scheduler.advance(10_000);
  queue.send('two');
  queue.receive(10);
  await scheduler.advance(VISIBILITY - 10_000);
  expect(bodies()).toEqual(['one']);
  await scheduler.advance(10_000);
  expect(bodies()).toEqual(['two']);
});

test('a deleted message is gone', async () => {
  queue.send('one');
  for (const { messageId } of queue.receive(10)) queue.delete(messageId);
  await scheduler.advance(VISIBILITY);
  expect(bodies()).toEqual([]);
  expect(queue.messages).toEqual([]);
});

test('a message received twice in vain goes to the dead letters instead of a third time', async () => {
  queue.send('one');
  queue.receive(10);
  await scheduler.advance(VISIBILITY);
  queue.receive(10);
  await scheduler.advance(VISIBILITY);
  expect(deadLetters).toEqual([]);
  expect(bodies()).toEqual([]);
  expect(deadLetters).toMatchObject([{ body: 'one' }]);
  expect(queue.messages).toEqual([]);
});
