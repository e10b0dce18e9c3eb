import { updateAccessKey } from './account/access-keys';
import { type Account, rootArn } from './account/account';
import type { AccessKey, User } from './account/principals';
import type { Session } from './account/session';
import { roleSessionArn } from './account/sessions';
import type { Caller } from './service';
import type { Refusals } from './wire/protocol';
import type { Credentials } from './wire/request';

/** Who calls, and the temporary credentials it calls with. */
export interface Identity {
  readonly caller: Caller;
  readonly session: Session | undefined;
}

/**
 * Whose key signed the request. A key that the account does not know is its administrator's.
 *
 * @throws ServiceError for credentials that are inactive, expired or whose owner is gone
 */
export function identify(
  account: Account,
  credentials: Credentials,
  refusals: Refusals,
  now: Date,
): Identity {
  const { accessKeyId } = credentials;
  const session = account.sessions.get(accessKeyId);
  if (session !== undefined)
    return { caller: sessionCaller(account, session, credentials, refusals, now), session };
  const ownerId = account.accessKeyOwners.get(accessKeyId);
  if (ownerId !== undefined) {
    return { caller: userWithKey(account, ownerId, credentials, refusals, now), session: undefined };
  }
  if (account.root.accessKeys.some((key) => key.accessKeyId === accessKeyId)) {
    return { caller: { type: 'root', arn: rootArn(account), userId: account.accountId }, session: undefined };
  }
  return { caller: administrator(account), session: undefined };
}

/** Someone signed in through single sign-on, say: it is no IAM user of the account. */
export function administrator(account: Account): Caller {
  const { partition, accountId } = account;
  return {
    type: 'administrator',
    arn: `arn:${partition}:sts::${accountId}:assumed-role/Administrator/sandbox`,
    userId: 'AROAADMINISTRATOR2345:sandbox',
  };
}

function sessionCaller(
  account: Account,
  session: Session,
  { sessionToken, serviceName }: Credentials,
  refusals: Refusals,
  now: Date,
): Caller {
  if (sessionToken !== session.sessionToken) throw refusals.invalidCredentials;
  if (session.expiration <= now) throw refusals.expiredCredentials;
  if (session.principal.type === 'user') {
    const user = account.users.byId(session.principal.userId);
    if (user === undefined) throw refusals.invalidCredentials;
    if (serviceName === 'iam' && !mayCallIam(session)) throw refusals.invalidCredentials;
    return { ...userCaller(user), mfaAuthenticated: session.mfaAuthenticatedAt !== undefined };
  }
  const { roleId, sessionName } = session.principal;
  const role = account.roles.byId(roleId);
  if (role === undefined) throw refusals.invalidCredentials;
  return {
    type: 'role',
    roleName: role.roleName,
    arn: roleSessionArn(account, role, sessionName),
    userId: `${roleId}:${sessionName}`,
  };
}

/**
 * Credentials that GetSessionToken gave without a code may call no action of IAM, whatever the policies say.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
function mayCallIam({ origin, mfaAuthenticatedAt }: Session): boolean {
  return origin === 'console' || mfaAuthenticatedAt !== undefined;
}

function userWithKey(
  account: Account,
  userId: string,
  credentials: Credentials,
  refusals: Refusals,
  now: Date,
): Caller {
  const user = account.users.byId(userId);
  const key = user?.accessKeys.find(({ accessKeyId }) => accessKeyId === credentials.accessKeyId);
  if (user === undefined || key?.status !== 'Active') throw refusals.invalidCredentials;
  recordUse(account, user, key, credentials, now);
  return userCaller(user);
}

function userCaller({ userName, arn, userId }: User) {
  return { type: 'user', userName, arn, userId } as const;
}

const USE_RECORDED_EVERY_MS = 15 * 60_000;

/**
 * IAM records the first use in a span of 15 minutes.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
function recordUse(account: Account, user: User, key: AccessKey, credentials: Credentials, now: Date): void {
  if (key.lastUsed !== undefined && now.getTime() - key.lastUsed.date.getTime() < USE_RECORDED_EVERY_MS)
    return;
  const { serviceName, region } = credentials;
  updateAccessKey(account, user, { ...key, lastUsed: { date: now, serviceName, region } });
}
