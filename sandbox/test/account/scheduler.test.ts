import { SandboxClock } from '../../account/clock';
import { Scheduler } from '../../account/scheduler';

const START = new Date('2026-03-04T00:00:00.000Z');
const HOUR = 3_600_000;

let clock: SandboxClock;
let scheduler: Scheduler;
let ran: string[];

beforeEach(() => {
  clock = SandboxClock.frozen(START);
  scheduler = new Scheduler(clock);
  ran = [];
});

afterEach(() => scheduler.close());

const note = (what: string) => async () => {
  ran.push(`${what} at ${clock.now().toISOString()}`);
};

test('what is due already starts at once', async () => {
  scheduler.add(START, note('now'));
  expect(ran).toEqual(['now at 2026-03-04T00:00:00.000Z']);
  await scheduler.settled();
});

test('what is due later starts when the clock is moved there, not before', () => {
  scheduler.addIn(2 * HOUR, note('later'));
  clock.advance(2 * HOUR - 1);
  expect(ran).toEqual([]);
  clock.advance(1);
  expect(ran).toEqual(['later at 2026-03-04T02:00:00.000Z']);
});

test('a clock that jumps over tasks runs each once, the earlier first', () => {
  scheduler.addIn(2 * HOUR, note('second'));
  scheduler.addIn(1 * HOUR, note('first'));
  clock.advance(10 * HOUR);
  expect(ran).toEqual(['first at 2026-03-04T10:00:00.000Z', 'second at 2026-03-04T10:00:00.000Z']);
});

test('an scheduler that advances gives each task its own time, also those made on the way', async () => {
  const hourly = async () => {
    await note('hourly')();
    scheduler.addIn(HOUR, hourly);
  };
  scheduler.addIn(HOUR, hourly);
  await scheduler.advance(3.5 * HOUR);
  expect(ran).toEqual([
    'hourly at 2026-03-04T01:00:00.000Z',
    'hourly at 2026-03-04T02:00:00.000Z',
    'hourly at 2026-03-04T03:00:00.000Z',
  ]);
  expect(clock.now()).toEqual(new Date('2026-03-04T03:30:00.000Z'));
  expect(scheduler.next).toEqual(new Date('2026-03-04T04:00:00.000Z'));
});

test('it is settled when what was started by what was started is over', async () => {
  scheduler.add(START, async () => {
    await Promise.resolve();
    scheduler.add(START, async () => {
      await Promise.resolve();
      ran.push('inner');
    });
    ran.push('outer');
  });
  await scheduler.settled();
  expect(ran.sort()).toEqual(['inner', 'outer']);
});

test('a cancelled task does not come', () => {
  scheduler.cancel(scheduler.addIn(HOUR, note('cancelled')));
  clock.advance(2 * HOUR);
  expect(ran).toEqual([]);
});

test('a running clock reaches an task by itself', () => {
  jest.useFakeTimers();
  try {
    const running = SandboxClock.running(START, () => performance.now());
    const own = new Scheduler(running);
    own.addIn(60_000, async () => {
      ran.push('timer');
    });
    jest.advanceTimersByTime(59_000);
    expect(ran).toEqual([]);
    jest.advanceTimersByTime(1_001);
    expect(ran).toEqual(['timer']);
    own.close();
  } finally {
    jest.useRealTimers();
  }
});
