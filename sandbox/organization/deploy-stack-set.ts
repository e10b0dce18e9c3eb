import type { Account } from '../account/account';
import type { SandboxClock } from '../account/clock';
import { decide } from '../decide';
import { SandboxError } from '../errors';
import { type Sandbox, type SandboxSettings, startSandbox } from '../sandbox';
import { type AccountResult, runOperation } from './operation';
import { rollBackPoint } from './roll-back';
import type { StackSet } from './stack-set';

/** An account that a stack set is to deploy to. */
export interface MemberAccount {
  readonly account: Account;
  /** Of whom it is, e.g. `o-a1b2c3d4e5`. */
  readonly organizationId: string;
  readonly clock: SandboxClock;
  /** @default - as in any sandbox */
  readonly lambda?: SandboxSettings['lambda'];
  /** Told before anything is deployed, to inject faults. */
  readonly prepare?: (sandbox: Sandbox) => void;
}

/** What became of an account, and what was seen there. */
export type StackInstance<Seen> = AccountResult<Seen> & { readonly accountId: string };

/**
 * Deploys a stack set into accounts, each a sandbox of its own, which is closed again once it has been looked at.
 *
 * @param look looks at an account after the new rule's first run.
 */
export async function deployStackSet<Seen>(
  stackSet: StackSet,
  members: readonly MemberAccount[],
  look: (sandbox: Sandbox) => Promise<Seen>,
): Promise<readonly StackInstance<Seen>[]> {
  const results = await runOperation(
    members,
    stackSet.preferences,
    (member) => deployTo(member, stackSet, look),
    (error) => (error instanceof SandboxError ? error.message : undefined),
  );
  return members.flatMap(({ account: { accountId } }, index) => {
    const result = results[index];
    return result === undefined ? [] : [{ accountId, ...result }];
  });
}

async function deployTo<Seen>(
  member: MemberAccount,
  stackSet: StackSet,
  look: (sandbox: Sandbox) => Promise<Seen>,
): Promise<Seen> {
  await refuseUnreadableCode(member, stackSet);
  const { account, clock, lambda, prepare } = member;
  const sandbox = await startSandbox({ account, clock, ...(lambda !== undefined && { lambda }) });
  try {
    prepare?.(sandbox);
    createStack(sandbox, stackSet);
    await sandbox.settled();
    return await look(sandbox);
  } finally {
    await sandbox.close();
  }
}

/** A stack that cannot be created is rolled back. */
function createStack(sandbox: Sandbox, { stack }: StackSet): void {
  const rollBack = rollBackPoint(sandbox.account);
  try {
    sandbox.deploy([stack]);
  } catch (error) {
    rollBack();
    throw error;
  }
}

const ADMINISTRATOR_ACCESS = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
});

/** Lambda reads the code with the credentials of the account's own role for StackSets, which is an administrator. */
async function refuseUnreadableCode(
  { account: { accountId }, organizationId }: MemberAccount,
  { codeBucketArn, codeBucketPolicy }: StackSet,
): Promise<void> {
  const principal = `arn:aws:sts::${accountId}:assumed-role/stacksets-exec-0123456789abcdef/AWSCloudFormation`;
  const context = {
    'aws:PrincipalOrgID': organizationId,
    'aws:SecureTransport': 'true',
    's3:TlsVersion': '1.3',
  };
  const decision = await decide(
    { identity: [ADMINISTRATOR_ACCESS], boundary: undefined },
    {
      principal,
      action: 's3:GetObject',
      resource: `${codeBucketArn}/code.zip`,
      context,
      accountId: '123456789012',
    },
    codeBucketPolicy,
  );
  if (decision === 'allowed') return;
  throw new SandboxError(
    'AccessDenied',
    `${principal} may not s3:GetObject in ${codeBucketArn}: the bucket policy is for another organization than ${organizationId}`,
  );
}
