import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandLine } from '../support/cli/fake-shell';

const PAGE = readFileSync(join(__dirname, '../../docs/rehearse.md'), 'utf8');

test('every flag of the command is on its page', async () => {
  const cli = new CommandLine();
  expect(await cli.run('rehearse', '--help')).toBe(0);
  const [options = ''] = cli.stdout.text.split('Without --events');
  const flags = [...options.matchAll(/--[a-z-]+/g)].map(([flag]) => flag);
  // Of every command.
  const general = ['--help', '--profile', '--region'];
  expect(flags.length).toBeGreaterThan(10);
  expect(flags.filter((flag) => !general.includes(flag) && !PAGE.includes(flag))).toEqual([]);
});

test('every code that a rehearsal ends or is incomplete with is on its page', () => {
  const codes = [
    'EventHistoryEnds',
    'EventHistoryUnread',
    'EventsDamaged',
    'EventsOfAnotherAccount',
    'InvalidRehearsalFile',
    'InvalidWindow',
    'NoEvents',
    'UnknownGroup',
  ];
  expect(codes.filter((code) => !PAGE.includes(`\`${code}\``))).toEqual([]);
});
