import { readFlags } from '../../sandbox/flags';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

test('without flags it is the small company, on any port, without latency or limit', () => {
  expect(readFlags([])).toEqual({ port: 0, seed: 1, kind: 'mixed', latency: 0, context: {} });
});

test('every flag is read, and a setting may hold another =', () => {
  const args =
    '--port 4700 --users 300 --seed 9 --kind people --latency 30 --rate 20 -c report=changes -c exemptUsers=a=b';
  expect(readFlags(args.split(' '))).toEqual({
    port: 4700,
    users: 300,
    seed: 9,
    kind: 'people',
    latency: 30,
    rate: 20,
    context: { report: 'changes', exemptUsers: 'a=b' },
  });
});

test.each([
  ['--port 65536'],
  ['--port -1'],
  ['--users 5001'],
  ['--users 1.5'],
  ['--seed x'],
  ['--kind robots'],
  ['--rate 0'],
  ['-c gracePeriodDays'],
  ['-c =7'],
  ['--nope'],
  ['surplus'],
])('%s cannot be used', (args) => {
  expect(readFlags(args.split(' '))).toEqual({ exitCode: 64 });
});

test('help is no fault', () => {
  expect(readFlags(['--help'])).toEqual({ exitCode: 0 });
});
