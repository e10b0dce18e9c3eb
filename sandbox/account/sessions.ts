import type { Account } from './account';
import type { Role } from './principals';
import type { Session } from './session';
import { toSecond } from './users';

export interface NewSession {
  readonly principal: Session['principal'];
  readonly seconds: number;
  /** Whether a code of an MFA device was given. */
  readonly mfaAuthenticated: boolean;
  /** @default false */
  readonly withoutIam?: boolean;
}

/** Gives temporary credentials, as STS does once it has satisfied itself. */
export function openSession(account: Account, newSession: NewSession, now: Date): Session {
  const session: Session = {
    accessKeyId: account.ids.unique('ASIA'),
    secretAccessKey: account.ids.secretAccessKey(),
    sessionToken: account.ids.sessionToken(),
    principal: newSession.principal,
    mfaAuthenticatedAt: newSession.mfaAuthenticated ? now : undefined,
    withoutIam: newSession.withoutIam ?? false,
    expiration: toSecond(new Date(now.getTime() + newSession.seconds * 1000)),
  };
  account.sessions.set(session.accessKeyId, session);
  return session;
}

/** The credentials that a service gets when it acts in a role that trusts it, as Lambda does for a function. */
export function openServiceSession(account: Account, role: Role, sessionName: string, now: Date): Session {
  const principal = { type: 'role', roleId: role.roleId, sessionName } as const;
  return openSession(account, { principal, seconds: role.maxSessionDuration, mfaAuthenticated: false }, now);
}

export function roleSessionArn({ partition, accountId }: Account, role: Role, sessionName: string): string {
  return `arn:${partition}:sts::${accountId}:assumed-role/${role.roleName}/${sessionName}`;
}
