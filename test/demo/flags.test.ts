import { readFlags } from '../../demo/flags';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

test('without flags it is the small company, on any port, without latency or limit', () => {
  expect(readFlags([])).toEqual({
    port: 0,
    seed: 1,
    accounts: 1,
    kind: 'mixed',
    latency: 0,
    fault: [],
    context: {},
  });
});

test('every flag is read, and a setting may hold another =', () => {
  const args =
    '--port 4700 --users 300 --accounts 3 --seed 9 --kind people --latency 30 --rate 20 --cloudtrail trail -c report=changes -c exemptUsers=a=b';
  const faults = ['--faults', '3', '--fault', 'iam:* times=2 Throttling', '--fault', 'function timeout=5'];
  expect(readFlags([...args.split(' '), ...faults])).toEqual({
    port: 4700,
    users: 300,
    accounts: 3,
    seed: 9,
    kind: 'people',
    latency: 30,
    rate: 20,
    cloudtrail: 'trail',
    faults: 3,
    fault: [
      { on: 'call', action: 'iam:*', times: 2, effect: { kind: 'Throttling' } },
      { on: 'function', timeoutSeconds: 5 },
    ],
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
  ['--cloudtrail'],
  ['--faults x'],
  ['--fault iam:*'],
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
