import { AwsCallError } from '../../../rule/core/errors';
import { ServiceError } from '../../../sandbox/errors';
import { AccountIam, withPassword } from '../../support/account-iam';
import { accessTo, CommandLine } from '../../support/cli/fake-shell';

const CALLER = 'arn:aws:sts::123456789012:assumed-role/auditor/anna';
const refusal = (why: string) => `User: ${CALLER} is not authorized to perform: iam:GetLoginProfile ${why}`;
const BY_SCP = refusal('with an explicit deny in a service control policy');

/** An account in which bob's password may not be read. */
function lineTo(message: string): CommandLine {
  return new CommandLine((clock) => {
    const account = accessTo(new AccountIam(clock, [withPassword('alice'), withPassword('bob')]));
    const { getLoginProfile } = account.iam;
    const denied = () =>
      Promise.reject(
        new AwsCallError('denied', 'iam:GetLoginProfile', `AccessDenied: ${message}`.slice(0, 300), {
          cause: new ServiceError('AccessDenied', message, 403),
        }),
      );
    const iam = {
      ...account.iam,
      getLoginProfile: (userName: string, timeoutMs: number) =>
        userName === 'bob' ? denied() : getLoginProfile(userName, timeoutMs),
    };
    return { ...account, iam };
  });
}

describe('a denial by a service control policy', () => {
  const IN_FULL = `AwsCallFailed: iam:GetLoginProfile is denied by a service control policy; ask the organization's administrator to change that policy (AccessDenied: ${BY_SCP})`;

  test('audit says so in one line with what can help, and offers no policy to attach', async () => {
    const line = lineTo(BY_SCP);
    expect(await line.run('audit')).toBe(2);
    expect(line.stderr.text).toBe(`IncompleteRun: 1 user has no result of this run. bob: ${IN_FULL}\n`);
  });

  test('the table has it without the words of AWS, which are said once', async () => {
    const line = lineTo(BY_SCP);
    await line.run('audit');
    expect(line.stdout.text).toContain(
      "  bob  AwsCallFailed: iam:GetLoginProfile is denied by a service control policy; ask the organization's administrator to change that policy\n",
    );
    expect((line.stdout.text + line.stderr.text).split(BY_SCP)).toHaveLength(2);
  });

  test('explain says so, and AWS’s words once', async () => {
    const line = lineTo(BY_SCP);
    expect(await line.run('explain', 'bob')).toBe(2);
    expect(line.stderr.text).toBe(`${IN_FULL}\n`);
    expect((line.stdout.text + line.stderr.text).split(BY_SCP)).toHaveLength(2);
  });

  test('notify says so', async () => {
    const line = lineTo(BY_SCP);
    expect(await line.run('notify', '--dry-run')).toBe(2);
    expect(line.stderr.text).toBe(`IncompleteRun: 1 user has no result of this run. bob: ${IN_FULL}\n`);
  });
});

test('a permission that is lacking comes with the command that prints the policy', async () => {
  const line = lineTo(refusal('because no identity-based policy allows the iam:GetLoginProfile action'));
  expect(await line.run('audit')).toBe(2);
  expect(line.stderr.text).toContain(
    `\n${CALLER} may not call iam:GetLoginProfile. Attach the policy that this prints: iam-console-mfa policy --audit\n`,
  );
});
