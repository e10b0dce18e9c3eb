import { AcceptanceError } from '../../acceptance/acceptance-error';
import { readOptions } from '../../acceptance/options';

test('the account and the Region are required, the rest has defaults', () => {
  expect(readOptions(['--account', '123456789012', '--region', 'eu-central-1'])).toEqual({
    account: '123456789012',
    region: 'eu-central-1',
    rule: 'iam-console-mfa',
    clean: false,
  });
  expect(
    readOptions(['--account=123456789012', '--region=us-gov-west-1', '--rule=mfa', '--clean']),
  ).toMatchObject({ region: 'us-gov-west-1', rule: 'mfa', clean: true });
});

test.each([
  ['no account', ['--region', 'us-east-1'], 'InvalidFlags: --account is "undefined"; give the 12 digits'],
  [
    'an alias',
    ['--account', 'prod', '--region', 'us-east-1'],
    'InvalidFlags: --account is "prod"; give the 12',
  ],
  ['no Region', ['--account', '123456789012'], 'InvalidFlags: --region is "undefined"; give the Region'],
  ['a URL', ['--account', '123456789012', '--region', 'evil.example/'], 'InvalidFlags: --region is "evil.ex'],
  ['an unknown flag', ['--yes'], "InvalidFlags: Unknown option '--yes'"],
])('%s is refused with the usage and exit code 64', (_what, args, start) => {
  expect(() => readOptions(args)).toThrow(AcceptanceError);
  try {
    readOptions(args);
  } catch (error) {
    expect(error).toMatchObject({ exitCode: 64, message: expect.stringContaining(start) });
    expect(Object(error).message).toMatch(/Usage: npm run acceptance -- --account ID --region R/);
  }
});
