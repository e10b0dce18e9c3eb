import { ProgressBar } from '../../../cli/progress-bar';
import { READING_LABELS } from '../../../cli/rehearse/progress';
import { CapturedSink, NOW } from '../../support/cli/fake-shell';
import { VirtualClock } from '../../support/virtual-clock';

test.each([
  [0.005, 60_000, '0 %'],
  [0.25, 60_000, '25 %, about 3 min left'],
  [0.5, 90_000, '50 %, about 2 min left'],
  [0.75, 60_000, '75 %, less than a minute left'],
])('%d of the window after %d ms: %s', (share, elapsed, amount) => {
  const sink = new CapturedSink();
  sink.isTerminal = true;
  sink.columns = 120;
  const clock = new VirtualClock(NOW);
  const bar = new ProgressBar(sink, clock, READING_LABELS);
  clock.pass(elapsed);
  bar.progress(share, 1);
  expect(sink.text).toMatch(/Reading events \[#*\.*\] /);
  expect(sink.text.split('] ').at(-1)).toBe(amount);
});
