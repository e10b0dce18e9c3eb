import { Agenda } from '../../account/agenda';
import { SandboxClock } from '../../account/clock';

const START = new Date('2026-03-04T00:00:00.000Z');
const HOUR = 3_600_000;

let clock: SandboxClock;
let agenda: Agenda;
let ran: string[];

beforeEach(() => {
  clock = SandboxClock.frozen(START);
  agenda = new Agenda(clock);
  ran = [];
});

afterEach(() => agenda.close());

const note = (what: string) => async () => {
  ran.push(`${what} at ${clock.now().toISOString()}`);
};

test('what is due already starts at once', async () => {
  agenda.add(START, note('now'));
  expect(ran).toEqual(['now at 2026-03-04T00:00:00.000Z']);
  await agenda.settled();
});

test('what is due later starts when the clock is moved there, not before', () => {
  agenda.addIn(2 * HOUR, note('later'));
  clock.advance(2 * HOUR - 1);
  expect(ran).toEqual([]);
  clock.advance(1);
  expect(ran).toEqual(['later at 2026-03-04T02:00:00.000Z']);
});

test('a clock that jumps over appointments runs each once, the earlier first', () => {
  agenda.addIn(2 * HOUR, note('second'));
  agenda.addIn(1 * HOUR, note('first'));
  clock.advance(10 * HOUR);
  expect(ran).toEqual(['first at 2026-03-04T10:00:00.000Z', 'second at 2026-03-04T10:00:00.000Z']);
});

test('an agenda that advances gives each appointment its own time, also those made on the way', async () => {
  const hourly = async () => {
    await note('hourly')();
    agenda.addIn(HOUR, hourly);
  };
  agenda.addIn(HOUR, hourly);
  await agenda.advance(3.5 * HOUR);
  expect(ran).toEqual([
    'hourly at 2026-03-04T01:00:00.000Z',
    'hourly at 2026-03-04T02:00:00.000Z',
    'hourly at 2026-03-04T03:00:00.000Z',
  ]);
  expect(clock.now()).toEqual(new Date('2026-03-04T03:30:00.000Z'));
  expect(agenda.next).toEqual(new Date('2026-03-04T04:00:00.000Z'));
});

test('it is settled when what was started by what was started is over', async () => {
  agenda.add(START, async () => {
    await Promise.resolve();
    agenda.add(START, async () => {
      await Promise.resolve();
      ran.push('inner');
    });
    ran.push('outer');
  });
  await agenda.settled();
  expect(ran.sort()).toEqual(['inner', 'outer']);
});

test('a cancelled appointment does not come', () => {
  agenda.cancel(agenda.addIn(HOUR, note('cancelled')));
  clock.advance(2 * HOUR);
  expect(ran).toEqual([]);
});

test('a running clock reaches an appointment by itself', () => {
  jest.useFakeTimers();
  try {
    const running = SandboxClock.running(START, () => performance.now());
    const own = new Agenda(running);
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
