import { ProgressBar } from '../../cli/progress-bar';
import { CapturedSink, NOW } from '../support/cli/fake-shell';
import { VirtualClock } from '../support/virtual-clock';

const CLEAR_LINE = '\r\u001b[K';

function bar(isTerminal = true) {
  const sink = new CapturedSink();
  sink.isTerminal = isTerminal;
  const clock = new VirtualClock(NOW);
  return { sink, clock, bar: new ProgressBar(sink, clock) };
}

test('a run of less than a second shows nothing', async () => {
  const { sink, clock, bar: progress } = bar();
  clock.pass(999);
  progress.progress(1, 2);
  await progress.end();
  expect(sink.text).toBe('');
});

test('a longer run shows how far it is, and leaves no trace', async () => {
  const { sink, clock, bar: progress } = bar();
  clock.pass(1_000);
  progress.tick();
  expect(sink.text).toBe(`${CLEAR_LINE}Listing users and devices ...`);
  clock.pass(100);
  progress.progress(1, 3);
  expect(sink.text.split(CLEAR_LINE).at(-1)).toBe('Judging users [########................] 1/3');
  clock.pass(99);
  progress.progress(2, 3);
  expect(sink.text.split(CLEAR_LINE).at(-1)).toContain('1/3');
  await progress.end();
  expect(sink.text.endsWith(CLEAR_LINE)).toBe(true);
});

test('a stream that is no terminal is left alone', async () => {
  const { sink, clock, bar: progress } = bar(false);
  clock.pass(5_000);
  progress.progress(1, 3);
  await progress.end();
  expect(sink.text).toBe('');
});

test('a narrow terminal gets what it has room for', () => {
  const { sink, clock, bar: progress } = bar();
  sink.columns = 20;
  clock.pass(1_000);
  progress.progress(1, 3);
  expect(sink.text).toBe(`${CLEAR_LINE}Judging users [####`);
});
