import { createAccessKey } from '../../sandbox/account/access-keys';
import { type Account, keyOf } from '../../sandbox/account/account';
import { Ids } from '../../sandbox/account/ids';
import type { Role, User } from '../../sandbox/account/principals';
import { createRole } from '../../sandbox/account/roles';
import type { Session } from '../../sandbox/account/session';
import { openConsoleSession, openSession, roleSessionArn } from '../../sandbox/account/sessions';
import { userNamed } from '../../sandbox/account/users';
import { apiCallEvent } from '../../sandbox/cloudtrail/api-call';
import { identify } from '../../sandbox/identify';
import { refusalsOf } from '../../sandbox/wire-service';
import { ROUTINES, type Routine, type RoutineCall } from './routines';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SECOND_MS = 1_000;
const ROLE = 'release';

/** Has CloudTrail remember what the users of the small company did in the last 30 days. */
export function recordPast(account: Account, now: Date): void {
  const past = new Past(account);
  for (const routine of ROUTINES) {
    for (let day = routine.days - 1; day >= 0; day -= 1) {
      past.play(routine, new Date(now.getTime() - routine.hoursAgo * HOUR_MS - day * DAY_MS));
    }
  }
}

/** Credentials that calls are made with. */
interface Used {
  readonly accessKeyId: string;
  readonly sessionToken?: string;
}

/** Calls of services that the sandbox does not play: they are recorded without being made. */
class Past {
  readonly #account: Account;
  readonly #requestIds = new Ids('past');

  constructor(account: Account) {
    this.#account = account;
  }

  /** Call after call, each a second later. */
  play({ userName, access, region, calls }: Routine, start: Date): void {
    const user = userNamed(this.#account, userName);
    const used = this.#credentials(user, access, region, start);
    for (const [index, call] of calls.entries()) {
      this.#record(used, call, region, new Date(start.getTime() + (index + 1) * SECOND_MS));
    }
  }

  #credentials(user: User, access: Routine['access'], region: string, now: Date): Used {
    switch (access) {
      case 'key':
        return this.#keyOf(user, now);
      case 'console':
        return openConsoleSession(this.#account, user, false, now);
      case 'console with MFA':
        return openConsoleSession(this.#account, user, true, now);
      case 'session with MFA':
        return this.#sessionToken(user, region, now);
      case 'role':
        return this.#assumeRole(user, region, now);
    }
  }

  #sessionToken(user: User, region: string, now: Date): Session {
    const principal = { type: 'user', userId: user.userId } as const;
    const session = openSession(this.#account, { principal, seconds: 3600, mfaAuthenticated: true }, now);
    const parameters = { durationSeconds: 3600, serialNumber: user.mfaDevices[0]?.serialNumber };
    const call = { service: 'sts', name: 'GetSessionToken', readOnly: true, parameters };
    this.#record(this.#keyOf(user, now), call, region, now, credentialsOf(session));
    return session;
  }

  #assumeRole(user: User, region: string, now: Date): Session {
    const role = this.#role(user);
    const roleSessionName = user.userName;
    const principal = { type: 'role', roleId: role.roleId, sessionName: roleSessionName } as const;
    const session = openSession(this.#account, { principal, seconds: 3600, mfaAuthenticated: false }, now);
    const parameters = { roleArn: role.arn, roleSessionName };
    const call = { service: 'sts', name: 'AssumeRole', readOnly: true, parameters };
    this.#record(this.#keyOf(user, now), call, region, now, {
      ...credentialsOf(session),
      assumedRoleUser: {
        assumedRoleId: `${role.roleId}:${roleSessionName}`,
        arn: roleSessionArn(this.#account, role, roleSessionName),
      },
    });
    return session;
  }

  /** A key of the user, who is given one if there is none. */
  #keyOf(user: User, now: Date): Used {
    const [key] = userNamed(this.#account, user.userName).accessKeys;
    if (key !== undefined) return { accessKeyId: key.accessKeyId };
    const { accessKeyId } = createAccessKey(this.#account, userNamed(this.#account, user.userName), now);
    return { accessKeyId };
  }

  /** The role that the user assumes for releases. */
  #role({ arn, createDate }: User): Role {
    const existing = this.#account.roles.byKey(keyOf(ROLE));
    if (existing !== undefined) return existing;
    const Statement = { Effect: 'Allow', Principal: { AWS: arn }, Action: 'sts:AssumeRole' };
    const assumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    return createRole(this.#account, { roleName: ROLE, assumeRolePolicyDocument }, createDate);
  }

  #record(
    { accessKeyId, sessionToken }: Used,
    call: RoutineCall,
    region: string,
    time: Date,
    responseElements: Readonly<Record<string, unknown>> | null = null,
  ): void {
    const account = this.#account;
    const { service, name, readOnly, parameters = null, isDenied = false } = call;
    const credentials = { accessKeyId, sessionToken, region, serviceName: service };
    const identity = identify(account, credentials, refusalsOf('iam'), time);
    const action = `${service}:${name}`;
    const message = `User: ${identity.caller.arn} is not authorized to perform: ${action} on resource: * because no identity-based policy allows the ${action} action`;
    const event = apiCallEvent(account, time, {
      signer: { ...identity, accessKeyId },
      eventSource: `${service}.amazonaws.com`,
      eventName: name,
      awsRegion: service === 'iam' || service === 'organizations' || service === 'ce' ? 'us-east-1' : region,
      readOnly,
      requestId: this.#requestIds.requestId(),
      userAgent: identity.session?.origin === 'console' ? 'Mozilla/5.0' : 'aws-cli/2.31.0',
      error: isDenied ? { code: 'AccessDenied', message } : undefined,
      details: () => ({ requestParameters: isDenied ? null : parameters, responseElements }),
    });
    account.cloudTrail.record(event);
  }
}

function credentialsOf({ accessKeyId, expiration }: Session) {
  return { credentials: { accessKeyId, expiration: expiration.toUTCString() } };
}
