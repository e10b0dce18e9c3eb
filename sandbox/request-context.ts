import type { Account } from './account/account';
import type { Session } from './account/session';
import type { Tag } from './account/tags';
import type { Caller } from './service';

/**
 * The condition keys of a request and their values.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestContext(
  account: Account,
  caller: Caller,
  session: Session | undefined,
  now: Date,
): Readonly<Record<string, string>> {
  return {
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    'aws:PrincipalAccount': account.accountId,
    'aws:RequestedRegion': account.region,
    'aws:SecureTransport': 'false',
    'aws:SourceIp': '127.0.0.1',
    'aws:ViaAWSService': 'false',
    'aws:userid': caller.userId,
    ...principalKeys(account, caller),
    ...mfaKeys(session, now),
  };
}

function principalKeys(account: Account, caller: Caller): Readonly<Record<string, string>> {
  if (caller.type === 'user') {
    const tags = account.users.byId(caller.userId)?.tags ?? [];
    return {
      'aws:username': caller.userName,
      'aws:PrincipalArn': caller.arn,
      'aws:PrincipalType': 'User',
      ...tagKeys('aws:PrincipalTag', tags),
    };
  }
  if (caller.type === 'role') {
    const role = account.roles.byId(caller.userId.split(':')[0] ?? '');
    return {
      'aws:PrincipalArn': role?.arn ?? caller.arn,
      'aws:PrincipalType': 'AssumedRole',
      ...tagKeys('aws:PrincipalTag', role?.tags ?? []),
    };
  }
  return { 'aws:PrincipalArn': caller.arn };
}

/** Only temporary credentials say whether a code of an MFA device was given for them. */
function mfaKeys(session: Session | undefined, now: Date): Readonly<Record<string, string>> {
  if (session === undefined) return {};
  const { mfaAuthenticatedAt } = session;
  if (mfaAuthenticatedAt === undefined) return { 'aws:MultiFactorAuthPresent': 'false' };
  const age = Math.floor((now.getTime() - mfaAuthenticatedAt.getTime()) / 1000);
  return { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': String(age) };
}

function tagKeys(prefix: string, tags: readonly Tag[]): Readonly<Record<string, string>> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [`${prefix}/${Key}`, Value]));
}
