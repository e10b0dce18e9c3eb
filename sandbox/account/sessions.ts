import { consoleLoginEvent } from '../cloudtrail/console-login';
import type { Account } from './account';
import type { Role, User } from './principals';
import type { Session } from './session';
import { toSecond } from './users';

export interface NewSession {
  readonly principal: Session['principal'];
  readonly seconds: number;
  /** Whether a code of an MFA device was given. */
  readonly mfaAuthenticated: boolean;
  /** @default 'sts' */
  readonly origin?: 'sts' | 'console';
}

/** Gives temporary credentials, as STS does once it has satisfied itself. */
export function openSession(account: Account, newSession: NewSession, now: Date): Session {
  const session: Session = {
    origin: newSession.origin ?? 'sts',
    accessKeyId: account.ids.unique('ASIA'),
    secretAccessKey: account.ids.secretAccessKey(),
    sessionToken: account.ids.sessionToken(),
    principal: newSession.principal,
    mfaAuthenticatedAt: newSession.mfaAuthenticated ? now : undefined,
    createDate: toSecond(now),
    expiration: toSecond(new Date(now.getTime() + newSession.seconds * 1000)),
  };
  account.sessions.set(session.accessKeyId, session);
  return session;
}

const CONSOLE_SESSION_SECONDS = 12 * 3600;

/**
 * The credentials behind a session in the AWS console, after a sign-in with the password, which CloudTrail records.
 * `mfaAuthenticated` says whether the sign-in asked for a code, as it does of users who have a device.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/console_controlling-access.html
 */
export function openConsoleSession(
  account: Account,
  user: User,
  mfaAuthenticated: boolean,
  now: Date,
): Session {
  account.cloudTrail.record(consoleLoginEvent(account, user, mfaAuthenticated, now));
  const principal = { type: 'user', userId: user.userId } as const;
  const seconds = CONSOLE_SESSION_SECONDS;
  return openSession(account, { principal, seconds, mfaAuthenticated, origin: 'console' }, now);
}

/** The credentials that a service gets when it acts in a role that trusts it, as Lambda does for a function. */
export function openServiceSession(account: Account, role: Role, sessionName: string, now: Date): Session {
  const principal = { type: 'role', roleId: role.roleId, sessionName } as const;
  return openSession(account, { principal, seconds: role.maxSessionDuration, mfaAuthenticated: false }, now);
}

export function roleSessionArn({ partition, accountId }: Account, role: Role, sessionName: string): string {
  return `arn:${partition}:sts::${accountId}:assumed-role/${role.roleName}/${sessionName}`;
}
