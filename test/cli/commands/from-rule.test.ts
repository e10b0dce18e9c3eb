import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRule } from '../../../sandbox/account/config-rules';
import { AccountIam, withPassword } from '../../support/account-iam';
import { accessTo, CommandLine } from '../../support/cli/fake-shell';

const DAY = 86_400_000;

/** A password of ten days, and one of a year, each in an account whose rules have these parameters. */
function lineTo(
  rules: Readonly<Record<string, string | undefined>>,
  change: (iam: AccountIam) => void = () => {},
): CommandLine {
  return new CommandLine((clock) => {
    const iam = new AccountIam(clock, [
      withPassword('newcomer', { password: new Date(clock.now() - 10 * DAY) }),
      withPassword('veteran'),
    ]);
    for (const [configRuleName, inputParameters] of Object.entries(rules)) {
      createRule(iam.account, {
        configRuleName,
        description: undefined,
        functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:evaluate',
        maximumExecutionFrequency: 'TwentyFour_Hours',
        inputParameters,
      });
    }
    change(iam);
    return accessTo(iam);
  });
}

const TWO_WEEKS = { 'iam-console-mfa': '{"gracePeriodDays":"14","report":"changes"}' };

async function verdicts(line: CommandLine, ...flags: readonly string[]): Promise<readonly string[]> {
  await line.run('audit', '--format', 'json', '--from-rule', 'iam-console-mfa', ...flags);
  const { users } = JSON.parse(line.stdout.text);
  return users.map(
    ({ userName, compliance }: Readonly<Record<string, string>>) => `${userName} ${compliance}`,
  );
}

test('audit judges as the rule does', async () => {
  expect(await verdicts(lineTo(TWO_WEEKS))).toEqual(['newcomer COMPLIANT', 'veteran NON_COMPLIANT']);
});

test('audit judges by the defaults where the rule has no parameters', async () => {
  const line = lineTo({ 'iam-console-mfa': undefined });
  expect(await verdicts(line)).toEqual(['newcomer NON_COMPLIANT', 'veteran NON_COMPLIANT']);
});

test('explain and notify judge as the rule does', async () => {
  const explained = lineTo(TWO_WEEKS);
  expect(await explained.run('explain', 'newcomer', '--from-rule', 'iam-console-mfa')).toBe(0);
  expect(explained.stdout.text).toContain('newcomer: COMPLIANT\n');
  const notified = lineTo(TWO_WEEKS);
  const flags = ['--format', 'csv', '--from-rule', 'iam-console-mfa'];
  expect(await notified.run('notify', '--dry-run', ...flags)).toBe(0);
  expect(notified.stdout.text).toContain('newcomer,AIDA-newcomer,,2027-01-19T12:00:00Z,COMPLIANT,');
  expect(notified.stdout.text).toContain('veteran,AIDA-veteran,,now,NON_COMPLIANT,');
});

describe('a flag overrides --policy, which overrides the rule', () => {
  let directory: string;
  const policy = (content: object) => {
    const path = join(directory, 'policy.json');
    writeFileSync(path, JSON.stringify(content));
    return ['--policy', path];
  };
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'from-rule-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const rule = { 'iam-console-mfa': '{"gracePeriodDays":"14","exemptUsers":"veteran"}' };

  test('a flag overrides the parameter of the rule, and leaves the others', async () => {
    expect(await verdicts(lineTo(rule), '--grace-period-days', '3')).toEqual([
      'newcomer NON_COMPLIANT',
      'veteran NOT_APPLICABLE',
    ]);
  });

  test('a policy file overrides the parameter of the rule, and leaves the others', async () => {
    expect(await verdicts(lineTo(rule), ...policy({ gracePeriodDays: 3 }))).toEqual([
      'newcomer NON_COMPLIANT',
      'veteran NOT_APPLICABLE',
    ]);
  });

  test('a flag overrides both', async () => {
    const flags = [...policy({ gracePeriodDays: 3, exemptUsers: ['x'] }), '--grace-period-days', '20'];
    expect(await verdicts(lineTo(rule), ...flags)).toEqual(['newcomer COMPLIANT', 'veteran NON_COMPLIANT']);
  });

  test('an empty list in a policy file exempts nobody, whatever the rule exempts', async () => {
    expect(await verdicts(lineTo(rule), ...policy({ exemptUsers: [] }))).toEqual([
      'newcomer COMPLIANT',
      'veteran NON_COMPLIANT',
    ]);
  });
});

test('2 for a rule that is not there, with the names that are', async () => {
  const line = lineTo({ 'iam-console-mfa': undefined, 'another-rule': undefined });
  expect(await line.run('audit', '--from-rule', 'iam-console-maf')).toBe(2);
  expect(line.stdout.text).toBe('');
  expect(line.stderr.text).toBe(
    'UnknownRule: AWS Config has no rule "iam-console-maf" in eu-west-1 of account 123456789012; correct --from-rule or --region, did you mean iam-console-mfa? (custom rules found: another-rule, iam-console-mfa)\n',
  );
});

test('2 for a rule that is not there, where no rule is', async () => {
  const line = lineTo({});
  expect(await line.run('explain', 'veteran', '--from-rule', 'iam-console-mfa')).toBe(2);
  expect(line.stderr.text).toContain('correct --from-rule or --region (custom rules found: none)');
});

test('2 without the permission, which is named, with the command that prints the policy', async () => {
  const line = lineTo(TWO_WEEKS, (iam) => {
    iam.line.onCall = ({ action }) => (action === 'config:DescribeConfigRules' ? 'denied' : undefined);
  });
  expect(await line.run('audit', '--from-rule', 'my rule')).toBe(2);
  expect(line.stdout.text).toBe('');
  expect(line.stderr.text).toBe(
    'AwsCallFailed: config:DescribeConfigRules is not allowed; attach the policy that "iam-console-mfa policy --audit --from-rule \'my rule\'" prints to the caller (Faked: by the test)\n',
  );
});

test.each([
  ['{"exemptUser":"x"}', '"exemptUser" is no parameter of this rule, did you mean exemptUsers?'],
  ['{"gracePeriodDays":"500"}', 'gracePeriodDays is "500": not such a number'],
  ['{"MaxPasswordAge":"90"}', '"MaxPasswordAge" is no parameter of this rule'],
  ['{"__proto__":"x"}', '"__proto__" is no parameter of this rule'],
  ['no JSON', 'they are "no JSON", not a JSON object'],
  ['[]', 'they are "[]", not a JSON object'],
])('2 for the invalid parameters %s of the rule, though a flag overrides them', async (parameters, fault) => {
  const line = lineTo({ 'iam-console-mfa': parameters });
  expect(await line.run('audit', '--from-rule', 'iam-console-mfa', '--grace-period-days', '3')).toBe(2);
  expect(line.stderr.text).toMatch(/^InvalidParameters: the rule "iam-console-mfa" fails by its own: .*\n$/);
  expect(line.stderr.text).toContain(fault);
});

test('a rule that AWS manages is not taken for one without parameters', async () => {
  const line = new CommandLine((clock) => {
    const account = accessTo(new AccountIam(clock, [withPassword('veteran')]));
    const managed = { name: 'mfa-enabled-for-iam-console-access', isCustom: false, inputParameters: '{}' };
    return { ...account, configRules: { describeRules: async () => ({ items: [managed] }) } };
  });
  expect(await line.run('audit', '--from-rule', 'mfa-enabled-for-iam-console-access')).toBe(2);
  expect(line.stderr.text).toContain(
    'UnknownRule: "mfa-enabled-for-iam-console-access" is a rule that AWS manages',
  );
});

test.each(['', ' ', 'x'.repeat(129)])('64 for the rule name %j, before AWS is asked', async (name) => {
  const line = new CommandLine();
  expect(await line.run('audit', '--from-rule', name)).toBe(64);
  expect(line.stderr.text).toContain('A rule of AWS Config has a name of 1 to 128 characters.');
});
