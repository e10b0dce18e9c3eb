import { Interrupted } from '../../../cli/interruption';
import { Damage } from '../../../cli/rehearse/damage';
import { type HistoryReading, readEventHistory } from '../../../cli/rehearse/read-event-history';
import { AwsCallError } from '../../../rule/core/errors';
import { keyCall } from '../../support/rehearsal/events';
import { FakeEventHistory } from '../../support/rehearsal/fake-event-history';
import { VirtualClock } from '../../support/virtual-clock';

const NOW = Date.parse('2027-01-15T12:00:00Z');
const WINDOW = { from: new Date('2027-01-10T00:00:00Z'), to: new Date('2027-01-11T00:00:00Z') };

/** An event every hour of the day. */
const OF_A_DAY = Array.from({ length: 24 }, (_, hour) =>
  keyCall('anna', { at: `2027-01-10T${String(hour).padStart(2, '0')}:00:00Z` }),
);

function setUp(events: Readonly<Record<string, readonly object[]>>) {
  const clock = new VirtualClock(NOW);
  const history = new FakeEventHistory(clock, events);
  history.pageSize = 10;
  const records: unknown[] = [];
  const shares: number[] = [];
  const damage = new Damage();
  const read = (more: Partial<HistoryReading> = {}) =>
    clock.run(() =>
      readEventHistory({
        window: WINDOW,
        regions: Object.keys(events),
        historyOf: history.of,
        clock,
        damage,
        signal: new AbortController().signal,
        onProgress: (share) => shares.push(share),
        add: (record) => {
          records.push(record);
          return undefined;
        },
        ...more,
      }),
    );
  return { clock, history, records, shares, damage, read };
}

test('every page of every Region is read, at two calls a second in each', async () => {
  const { history, records, read } = setUp({ 'eu-west-1': OF_A_DAY, 'us-east-1': OF_A_DAY.slice(0, 11) });
  expect(await read()).toEqual([{ region: 'eu-west-1' }, { region: 'us-east-1' }]);
  expect(records).toHaveLength(35);
  const startsIn = (region: string) =>
    history.lookups.filter((lookup) => lookup.region === region).map(({ at }) => at - NOW);
  expect(startsIn('eu-west-1')).toEqual([0, 500, 1_000]);
  expect(startsIn('us-east-1')).toEqual([0, 500]);
});

test('progress is the time that is covered, of all Regions together', async () => {
  const { shares, read } = setUp({ 'eu-west-1': OF_A_DAY });
  await read();
  // The tenth newest event is of 14 o'clock, the twentieth of 4 o'clock.
  expect(shares).toEqual([10 / 24, 20 / 24, 1, 1]);
});

test('a throttled call is sent again, no faster', async () => {
  const { history, records, read } = setUp({ 'eu-west-1': OF_A_DAY.slice(0, 1) });
  history.onLookup = (_, count) =>
    count <= 2
      ? new AwsCallError('throttled', 'cloudtrail:LookupEvents', 'ThrottlingException: Rate exceeded')
      : undefined;
  expect(await read()).toEqual([{ region: 'eu-west-1' }]);
  expect(records).toHaveLength(1);
  const starts = history.lookups.map(({ at }) => at - NOW);
  expect(starts).toHaveLength(3);
  for (const [index, start] of starts.entries()) expect(start).toBeGreaterThanOrEqual(500 * index);
});

test('a Region that fails keeps what was read, says how far that goes, and costs the others nothing', async () => {
  const { history, records, read } = setUp({ 'eu-west-1': OF_A_DAY, 'us-east-1': OF_A_DAY });
  history.onLookup = ({ region, at }) =>
    region === 'eu-west-1' && at > NOW
      ? new AwsCallError('denied', 'cloudtrail:LookupEvents', 'AccessDeniedException: no')
      : undefined;
  const [failed, other] = await read();
  expect(failed).toMatchObject({ region: 'eu-west-1', stoppedAt: new Date('2027-01-10T14:00:00Z') });
  expect(failed?.problem?.message).toBe(
    'EventHistoryUnread: the event history of eu-west-1 could not be read to its end: AwsCallFailed: cloudtrail:LookupEvents is not allowed; grant the caller this action (AccessDeniedException: no)',
  );
  expect(other).toEqual({ region: 'us-east-1' });
  expect(records).toHaveLength(34);
});

test('the signal ends the wait for the next call, and what was read stays', async () => {
  const interruption = new AbortController();
  const { clock, history, records, read } = setUp({ 'eu-west-1': OF_A_DAY });
  history.onLookup = (_, count) => {
    if (count === 2) interruption.abort(new Interrupted());
    return undefined;
  };
  const [region] = await read({ signal: interruption.signal });
  expect(region).toMatchObject({
    stoppedAt: new Date('2027-01-10T14:00:00Z'),
    problem: { code: 'Interrupted' },
  });
  expect(records).toHaveLength(10);
  expect(clock.now() - NOW).toBe(500);
});

test('a page that names itself as the next does not go on forever', async () => {
  const { clock, read } = setUp({ 'eu-west-1': [] });
  const historyOf = () => ({ lookupEvents: async () => ({ items: [], next: 'same' }) });
  const [region] = await read({ historyOf });
  expect(region?.problem?.message).toContain('a page names itself as the next');
  expect(clock.now() - NOW).toBe(500);
});

test('an event without its text is damage', async () => {
  const { damage, read } = setUp({ 'eu-west-1': [] });
  const historyOf = () => ({
    lookupEvents: async () => ({ items: [{ time: undefined, text: '' }] }),
  });
  expect(await read({ historyOf })).toEqual([{ region: 'eu-west-1' }]);
  expect(damage.problem()?.message).toContain('record 1 of "event history of eu-west-1" (not JSON)');
});
