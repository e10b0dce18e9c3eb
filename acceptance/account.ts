import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { AcceptanceError } from './acceptance-error';
import type { Aws } from './aws';

/** @throws AcceptanceError `WrongAccount` unless the credentials are of this account */
export async function requireAccount({ sts }: Aws, account: string): Promise<void> {
  const { Account } = await sts.send(new GetCallerIdentityCommand({}));
  if (Account === account) return;
  throw new AcceptanceError(
    'WrongAccount',
    `the credentials are of account ${Account}, not ${account}; use credentials of the account given with --account`,
    64,
  );
}
