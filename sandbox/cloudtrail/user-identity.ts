import { type Account, iamArn } from '../account/account';
import type { Session } from '../account/session';
import type { Identity } from '../identify';
import type { Caller } from '../service';
import { eventTimeOf, type SessionContext, type UserIdentity } from './cloudtrail-record';

/** Who made a call, and with which credentials. */
export interface Signer extends Identity {
  readonly accessKeyId: string;
  /** @default - whether the session is of the console */
  readonly fromConsole?: boolean;
}

/** The user identity of a call in the log of the caller's account. */
export function userIdentityOf(
  account: Account,
  signer: Signer,
  issuerArn: string,
  time: number,
): UserIdentity {
  const { caller, session, accessKeyId } = signer;
  const { accountId } = account;
  const { arn, userId } = caller;
  switch (caller.type) {
    case 'root':
      return { type: 'Root', principalId: accountId, arn, accountId, accessKeyId };
    case 'user': {
      const user = { type: 'IAMUser', principalId: userId, arn, accountId, accessKeyId } as const;
      const { userName } = caller;
      if (session === undefined) return { ...user, userName };
      return { ...user, userName, sessionContext: { attributes: attributesOf(session, time) } };
    }
    case 'role':
    case 'administrator':
      return {
        type: 'AssumedRole',
        principalId: userId,
        arn,
        accountId,
        accessKeyId,
        sessionContext: {
          sessionIssuer: {
            type: 'Role',
            principalId: beforeColon(userId),
            arn: issuerArn,
            accountId,
            userName: issuerArn.slice(issuerArn.lastIndexOf('/') + 1),
          },
          attributes: attributesOf(session, time),
        },
      };
  }
}

/** The same in the log of another account, that of a role which the caller assumes. */
export function foreignIdentityOf({ accountId }: Account, { userId }: Caller): UserIdentity {
  return { type: 'AWSAccount', principalId: userId, accountId };
}

/** What the event history calls the caller. */
export function usernameOf(caller: Caller): string {
  if (caller.type === 'root') return 'root';
  return caller.type === 'user'
    ? caller.userName
    : caller.userId.slice(beforeColon(caller.userId).length + 1);
}

/** The ARN of the role whose session calls; empty for users. To be asked while the role exists. */
export function issuerArnOf(account: Account, caller: Caller): string {
  if (caller.type === 'role') {
    return account.roles.byId(beforeColon(caller.userId))?.arn ?? iamArn(account, `role/${caller.roleName}`);
  }
  return caller.type === 'administrator' ? iamArn(account, 'role/Administrator') : '';
}

/** The administrator's credentials are of no session that the sandbox has given: they count as new. */
function attributesOf(session: Session | undefined, time: number): SessionContext['attributes'] {
  return {
    creationDate: eventTimeOf(session?.createDate.getTime() ?? time),
    mfaAuthenticated: session?.mfaAuthenticatedAt === undefined ? 'false' : 'true',
  };
}

function beforeColon(userId: string): string {
  return userId.split(':', 1)[0] ?? '';
}
