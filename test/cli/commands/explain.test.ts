import { AccountIam, type AccountUser, named, virtualDevice, withPassword } from '../../support/account-iam';
import { accessTo, CommandLine } from '../../support/cli/fake-shell';

function lineTo(users: readonly AccountUser[], change: (iam: AccountIam) => void = () => {}) {
  let iam: AccountIam | undefined;
  const line = new CommandLine((clock) => {
    iam = new AccountIam(clock, users);
    change(iam);
    return accessTo(iam);
  });
  return { line, asked: () => iam?.line.asked };
}

test('a user who must enrol: facts with their source and time, the deciding step, what to do', async () => {
  const tags = [{ key: 'Until', value: 'for\u202eever' }];
  const { line, asked } = lineTo([withPassword('bob', { tags }), withPassword('alice')], (iam) => {
    iam.addGroup('Robots');
  });
  expect(await line.run('explain', 'bob', '--exemption-tag', 'until', '--exempt-groups', 'Robots')).toBe(0);
  expect(line.stdout.text).toBe(
    [
      'bob: NON_COMPLIANT',
      '  bob has a console password and no MFA device. To do: IAM > Users > Security credentials > Assign MFA device. Tag until does not exempt: its value must be a day YYYY-MM-DD, not "for\\u{202e}ever".',
      '',
      'Facts',
      '  user              path /, id AIDA-bob           iam:GetUser, 2027-01-15T12:00:00.180Z',
      '  exempt groups     in none                       iam:GetGroup, 2027-01-15T12:00:00.060Z',
      '  MFA devices       none                          iam:ListMFADevices, 2027-01-15T12:00:00.090Z',
      '  console password  created 2026-01-01T00:00:00Z  iam:GetLoginProfile, 2027-01-15T12:00:00.120Z',
      '  tag until         "for\\u{202e}ever"             iam:ListUserTags, 2027-01-15T12:00:00.150Z',
      '',
      'Rule: the first that holds decides',
      '  1. no   exempt by name, path or group: NOT_APPLICABLE',
      '  2. no   a virtual MFA device, and virtual ones are accepted: COMPLIANT',
      '  3. no   without a console password: COMPLIANT',
      '  4. no   an MFA device of another accepted type: COMPLIANT',
      '  5. no   within grace: COMPLIANT until it ends',
      '  6. no   exempt by tag: NOT_APPLICABLE',
      '  7. yes  a console password and no accepted MFA device: NON_COMPLIANT',
      '',
      'What to do',
      '  One of these:',
      '  - bob assigns a device: sign in, account menu > Security credentials > Assign MFA device',
      '  - an administrator does, with the device at hand: IAM > Users > bob > Security credentials > Assign MFA device',
      '  - an administrator removes a password that is not needed: aws iam delete-login-profile --user-name bob',
      '',
    ].join('\n'),
  );
  expect(asked()).toEqual([
    'iam:GetUser bob',
    'iam:GetGroup Robots',
    'iam:ListMFADevices bob',
    'iam:GetLoginProfile bob',
    'iam:ListUserTags bob',
    'iam:GetUser bob',
  ]);
});

test('a user with a virtual device costs three calls', async () => {
  const { line, asked } = lineTo([withPassword('alice', { devices: [virtualDevice('alice')] })]);
  expect(await line.run('explain', 'alice')).toBe(0);
  expect(line.stdout.text).toContain('alice: COMPLIANT\n');
  expect(line.stdout.text).toContain('  2. yes  a virtual MFA device');
  expect(line.stdout.text).toContain('What to do\n  Nothing.\n');
  expect(asked()).toEqual(['iam:GetUser alice', 'iam:ListMFADevices alice', 'iam:GetUser alice']);
});

test('a user who is exempt by name is asked about no further', async () => {
  const { line, asked } = lineTo([withPassword('bob')]);
  expect(await line.run('explain', 'bob', '--exempt-users', 'b*', '--exempt-groups', 'Robots')).toBe(0);
  expect(line.stdout.text).toContain('  1. yes  exempt by name, path or group');
  expect(asked()).toEqual(['iam:GetUser bob', 'iam:GetUser bob']);
});

test.each(['nobody', '', 'no such user', 'bob;'])('2 for the unknown user %j', async (name) => {
  const { line } = lineTo([withPassword('bob')]);
  expect(await line.run('explain', name)).toBe(2);
  expect(line.stdout.text).toBe('');
  expect(line.stderr.text).toContain(`UnknownUser: IAM knows no user ${JSON.stringify(name)}`);
});

test('2 where a fact cannot be read: what is known is shown, and how to print the policy that the caller lacks', async () => {
  const { line } = lineTo([withPassword('bob')], (iam) => {
    iam.line.onCall = ({ action }) => (action === 'iam:GetLoginProfile' ? 'denied' : undefined);
  });
  expect(await line.run('explain', 'bob')).toBe(2);
  expect(line.stdout.text).toContain('bob: no verdict\n');
  expect(line.stdout.text).toContain('MFA devices  none');
  expect(line.stderr.text).toBe(
    `AwsCallFailed: iam:GetLoginProfile is not allowed; grant the caller this action (Faked: by the test)
arn:aws:sts::123456789012:assumed-role/auditor/anna may not call iam:GetLoginProfile. Attach the policy that this prints: iam-console-mfa policy --audit
`,
  );
  expect(line.stdout.text).not.toContain('Faked: by the test');
});

test.each([
  ['wei.meyr', 'wei.meyer'],
  ['wie.meyer', 'wei.meyer'],
  ['ana', 'anna'],
  ['wei.meyer;', 'wei.meyer'],
])('2 for the misspelt user %j, suggesting %s', async (name, near) => {
  const { line } = lineTo([withPassword('bob'), named('wei.meyer'), named('anna')]);
  expect(await line.run('explain', name)).toBe(2);
  expect(line.stderr.text).toBe(
    `UnknownUser: IAM knows no user ${JSON.stringify(name)} in account 123456789012; did you mean ${near}?\n`,
  );
});

test('no suggestion, and no other error, where users may not be listed', async () => {
  const { line } = lineTo([named('wei.meyer')], (iam) => {
    iam.line.onCall = ({ action }) => (action === 'iam:ListUsers' ? 'denied' : undefined);
  });
  expect(await line.run('explain', 'wei.meyr')).toBe(2);
  expect(line.stderr.text).toBe(
    'UnknownUser: IAM knows no user "wei.meyr" in account 123456789012; "iam-console-mfa audit" lists all\n',
  );
});

test('a caller with the permissions of an audit alone finds the user in the list', async () => {
  const users = ['a', 'b', 'bob', 'c', 'd'].map((name) => named(name));
  const { line, asked } = lineTo(users, (iam) => {
    iam.paging = { MaxItems: 2 };
    iam.line.onCall = ({ action }) => (action === 'iam:GetUser' ? 'denied' : undefined);
  });
  expect(await line.run('explain', 'bob')).toBe(0);
  expect(line.stdout.text).toContain('iam:ListUsers, 2027-01-15T12:00:00');
  expect(asked()?.slice(0, 3)).toEqual(['iam:GetUser bob', 'iam:ListUsers', 'iam:ListUsers b']);
});

test('2 for a user who is replaced meanwhile', async () => {
  const { line } = lineTo([withPassword('bob')], (iam) => {
    iam.line.onCall = ({ action }) => {
      if (action === 'iam:GetLoginProfile') iam.put(withPassword('bob', { userId: 'AIDA-other' }));
      return undefined;
    };
  });
  expect(await line.run('explain', 'bob')).toBe(2);
  expect(line.stderr.text).toContain('UserReplaced');
  expect(line.stdout.text).toContain('bob: no verdict');
});

test('2 for an exempt group that IAM does not know, beside the verdict', async () => {
  const { line } = lineTo([withPassword('bob')]);
  expect(await line.run('explain', 'bob', '--exempt-groups', 'Robots')).toBe(2);
  expect(line.stdout.text).toContain('bob: NON_COMPLIANT');
  expect(line.stderr.text).toContain('UnknownExemptGroup');
});
