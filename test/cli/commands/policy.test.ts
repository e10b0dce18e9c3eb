import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { auditPolicy } from '../../../cli/audit/audit-policy';
import { rulePermissions } from '../../../lib/rule-policy';
import type { RuleParameters } from '../../../rule/core/rule-parameters';
import { CommandLine } from '../../support/cli/fake-shell';
import { policy } from '../../support/known-users';
import { testStack } from '../../support/templates';

interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

async function printed(...args: readonly string[]) {
  const line = new CommandLine();
  const code = await line.run('policy', ...args);
  return { code, stderr: line.stderr.text, document: code === 0 ? JSON.parse(line.stdout.text) : undefined };
}

test('the policy of an audit without flags', async () => {
  const { document } = await printed('--audit');
  expect(document).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ListUsers',
        Effect: 'Allow',
        Action: ['iam:ListUsers', 'iam:ListVirtualMFADevices'],
        Resource: ['*'],
      },
      {
        Sid: 'ReadUsers',
        Effect: 'Allow',
        Action: ['iam:GetLoginProfile', 'iam:ListMFADevices'],
        Resource: ['arn:aws:iam::*:user/*'],
      },
    ],
  });
});

test('the policy of an audit in China that exempts by tag and looks at the root user', async () => {
  const { document } = await printed(
    '--audit',
    '--partition',
    'aws-cn',
    '--exemption-tag',
    'x',
    '--include-root',
  );
  expect(document.Statement.map(({ Action, Resource }: Statement) => [Action, Resource])).toEqual([
    [['iam:ListUsers', 'iam:ListVirtualMFADevices'], ['*']],
    [['iam:GetLoginProfile', 'iam:ListMFADevices', 'iam:ListUserTags'], ['arn:aws-cn:iam::*:user/*']],
    [['iam:GetAccountSummary'], ['*']],
  ]);
});

test('the policy of an audit by a deployed rule: reading it, and whatever its parameters can ask for', async () => {
  const { document } = await printed('--audit', '--from-rule', 'iam-console-mfa');
  expect(document.Statement.map(({ Action, Resource }: Statement) => [Action, Resource])).toEqual([
    [['iam:ListUsers', 'iam:ListVirtualMFADevices'], ['*']],
    [['iam:GetLoginProfile', 'iam:ListMFADevices', 'iam:ListUserTags'], ['arn:aws:iam::*:user/*']],
    [['iam:GetGroup'], ['arn:aws:iam::*:group/*']],
    [['iam:GetAccountSummary'], ['*']],
    [['config:DescribeConfigRules'], ['*']],
  ]);
});

test('with --organization, the caller reads the rule too', async () => {
  const flags = ['--organization', '--role-name', 'ConsoleMfaAudit', '--from-rule', 'iam-console-mfa'];
  const { document } = await printed('--audit', ...flags);
  expect(document.Statement.map(({ Sid }: Statement) => Sid)).toEqual([
    'ListAccounts',
    'EnterAccounts',
    'ListUsers',
    'ReadUsers',
    'ReadExemptGroups',
    'ReadRootUser',
    'ReadRule',
  ]);
});

test.each<Partial<RuleParameters>>([
  {},
  { exemptionTag: 'x', includeRoot: true },
  { exemptGroups: ['Robots', 'Auditors'] },
])('an audit with %j calls of IAM what the rule does', (parameters) => {
  const stack = testStack({ account: '123456789012', region: 'eu-west-1' });
  const ofRule = rulePermissions(policy(parameters), new LogGroup(stack, 'Log'))
    .filter(({ actions }) => actions.every((action) => action.startsWith('iam:')))
    .map(({ sid, actions, resources }) => [
      sid,
      actions,
      resources.map((resource) => resource.replace(/^arn:[^:]+:/, 'arn:aws:')),
    ]);
  const ofAudit = auditPolicy(policy(parameters), 'aws', '123456789012').Statement;
  expect(ofAudit.map(({ Sid, Action, Resource }) => [Sid, Action, Resource])).toEqual(stack.resolve(ofRule));
});

test('the policy of a rehearsal: the event history, and the group if one is asked for', async () => {
  const { document, code } = await printed('--rehearse');
  expect(code).toBe(0);
  expect(document).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Sid: 'ReadEventHistory', Effect: 'Allow', Action: ['cloudtrail:LookupEvents'], Resource: ['*'] },
    ],
  });
  const ofGroup = await printed('--rehearse', '--group', 'developers', '--partition', 'aws-us-gov');
  expect(ofGroup.document.Statement.map(({ Action, Resource }: Statement) => [Action, Resource])).toEqual([
    [['cloudtrail:LookupEvents'], ['*']],
    [
      ['iam:GetGroup'],
      ['arn:aws-us-gov:iam::*:group/developers', 'arn:aws-us-gov:iam::*:group/*/developers'],
    ],
  ]);
});

test('the policy of users who set MFA up by themselves grants, and from a day on denies', async () => {
  const selfService = await printed();
  const enforcing = await printed('--enforce-from', '2027-03-01');
  const effects = (document: { Statement: { Effect: string }[] }) =>
    new Set(document.Statement.map(({ Effect }) => Effect));
  expect(effects(selfService.document)).toEqual(new Set(['Allow']));
  expect(enforcing.document.Statement.slice(0, selfService.document.Statement.length)).toEqual(
    selfService.document.Statement,
  );
  expect(enforcing.document.Statement.at(-1)).toMatchObject({
    Effect: 'Deny',
    Condition: { DateGreaterThanEquals: { 'aws:CurrentTime': '2027-03-01T00:00:00Z' } },
  });
  expect(selfService.stderr + enforcing.stderr).toBe('');
  // IAM's limit for a managed policy, white space left out
  expect(JSON.stringify(enforcing.document).length).toBeLessThanOrEqual(6144);
});

test('whoever exempts access keys is warned', async () => {
  const { stderr, code } = await printed('--enforce-from', '2027-03-01', '--exempt-access-keys');
  expect(code).toBe(0);
  expect(stderr).toContain('Long-term access keys are exempt from MFA');
});

test.each([
  [['--enforce-from', '2027-02-30'], 'InvalidEnforcementDate'],
  [['--audit', '--enforce-from', '2027-03-01'], 'cannot be used with'],
  [['--rehearse', '--audit'], 'cannot be used with'],
  [['--rehearse', '--enforce-from', '2027-03-01'], 'cannot be used with'],
  [['--group', 'developers'], 'InvalidFlags: --group is for rehearsals; add --rehearse'],
  [['--audit', '--partition', 'aws-mars'], 'Allowed choices are aws, aws-cn, aws-us-gov'],
])('64 for %j', async (args, complaint) => {
  const { code, stderr } = await printed(...args);
  expect(code).toBe(64);
  expect(stderr).toContain(complaint);
});
