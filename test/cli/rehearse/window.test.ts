import { readWindow, type WindowOptions } from '../../../cli/rehearse/window';
import { thrownBy } from '../../support/thrown';

const NOW = new Date('2027-01-15T12:00:00.250Z');

function windowOf(options: WindowOptions): readonly [string, string] {
  const { from, to } = readWindow(options, NOW);
  return [from.toISOString(), to.toISOString()];
}

test.each<[string, WindowOptions, readonly [string, string]]>([
  ['the last 30 days', {}, ['2026-12-16T12:00:01.000Z', '2027-01-15T12:00:01.000Z']],
  [
    'from a day to a day, which counts',
    { from: '2027-01-01', to: '2027-01-10' },
    ['2027-01-01T00:00:00.000Z', '2027-01-11T00:00:00.000Z'],
  ],
  [
    'from an instant to an instant',
    { from: '2027-01-01T10:00:00+01:00', to: '2027-01-01T09:30:00Z' },
    ['2027-01-01T09:00:00.000Z', '2027-01-01T09:30:00.000Z'],
  ],
  ['30 days before a day', { to: '2027-01-10' }, ['2026-12-12T00:00:00.000Z', '2027-01-11T00:00:00.000Z']],
  ['from a day until now', { from: '2027-01-14' }, ['2027-01-14T00:00:00.000Z', '2027-01-15T12:00:01.000Z']],
  [
    'today, as far as it has passed',
    { from: '2027-01-15', to: '2027-01-15' },
    ['2027-01-15T00:00:00.000Z', '2027-01-15T12:00:01.000Z'],
  ],
])('%s', (_, options, window) => {
  expect(windowOf(options)).toEqual(window);
});

test.each<[WindowOptions, string]>([
  [
    { from: 'yesterday' },
    'InvalidWindow: --from is "yesterday"; allowed: a day YYYY-MM-DD (UTC) or an instant',
  ],
  [{ to: '2027-02-30' }, 'InvalidWindow: --to is "2027-02-30"; allowed: a day'],
  [
    { from: '2027-01-16' },
    'InvalidWindow: --from is "2027-01-16", which is in the future; now it is 2027-01-15T12:00:00.250Z',
  ],
  [{ to: '2027-01-16' }, 'InvalidWindow: --to is "2027-01-16", which is in the future'],
  [{ to: '2027-01-15T12:00:01Z' }, 'InvalidWindow: --to is "2027-01-15T12:00:01Z", which is in the future'],
  [
    { from: '2027-01-10', to: '2027-01-09' },
    'InvalidWindow: the window is empty: --from 2027-01-10T00:00:00Z is not before --to 2027-01-10T00:00:00Z',
  ],
  [{ from: '2027-01-10T08:00:00Z', to: '2027-01-10T08:00:00Z' }, 'InvalidWindow: the window is empty'],
])('%j is refused', (options, message) => {
  expect(thrownBy(() => readWindow(options, NOW)).message).toContain(message);
});
