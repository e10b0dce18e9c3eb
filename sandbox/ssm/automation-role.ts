import type { Account } from '../account/account';
import type { Role } from '../account/principals';
import { roleSessionArn } from '../account/sessions';
import { decide } from '../decide';
import type { Identity } from '../identify';

/**
 * The session that Automation has of a role, if the role's trust policy lets it: as `ssm.amazonaws.com`, saying for
 * which account and which execution.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup.html
 */
export async function assumeAutomationRole(
  account: Account,
  roleArn: string,
  executionId: string,
): Promise<Identity | undefined> {
  const role = [...account.roles].find(({ arn }) => arn === roleArn);
  if (role === undefined || !(await trustsAutomation(account, role, executionId))) return undefined;
  const { roleId, roleName } = role;
  const sessionName = `Automation-${executionId}`;
  return {
    caller: {
      type: 'role',
      roleName,
      arn: roleSessionArn(account, role, sessionName),
      userId: `${roleId}:${sessionName}`,
    },
    session: undefined,
  };
}

async function trustsAutomation(account: Account, role: Role, executionId: string): Promise<boolean> {
  const { accountId, partition, region } = account;
  const request = {
    principal: 'ssm.amazonaws.com',
    action: 'sts:AssumeRole',
    resource: role.arn,
    context: {
      'aws:SourceAccount': accountId,
      'aws:SourceArn': `arn:${partition}:ssm:${region}:${accountId}:automation-execution/${executionId}`,
    },
    accountId,
  };
  const decision = await decide(
    { identity: [], boundary: undefined },
    request,
    role.assumeRolePolicyDocument,
  );
  return decision === 'allowed';
}
