import type * as sts from '@aws-sdk/client-sts';
import { type Account, keyOf } from '../../account/account';
import type { Organization } from '../../account/organization';
import { openSession, roleSessionArn } from '../../account/sessions';
import { mayAssume } from '../../authorize';
import { ServiceError } from '../../errors';
import { requestContext } from '../../request-context';
import type { Action, ActionContext, Caller } from '../../service';
import { toCredentials } from './credentials';
import { takeMfaCode } from './mfa-code';

const DEFAULT_SECONDS = 3600;

/**
 * Of the caller's own account, or of another one of its organization. Whether the caller may is asked of the role's
 * trust policy together with the caller's own, so not beforehand.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumeRole(
  organization: Organization | undefined,
): Action<sts.AssumeRoleRequest, sts.AssumeRoleResponse> {
  return { resources: () => [], run: (input, context) => assume(input, context, organization) };
}

async function assume(
  input: sts.AssumeRoleRequest,
  context: ActionContext,
  organization: Organization | undefined,
): Promise<sts.AssumeRoleResponse> {
  const { account, caller, now } = context;
  const { RoleArn = '', RoleSessionName = '', DurationSeconds = DEFAULT_SECONDS, ExternalId } = input;
  const owner = ownerOf(RoleArn, account, organization);
  const role = owner?.roles.byKey(keyOf(RoleArn.slice(RoleArn.lastIndexOf('/') + 1)));
  const mfaAuthenticated = takeMfaCode(context, input);
  const keys = {
    ...requestContext(account, caller, undefined, now),
    ...mfaKeys(caller, mfaAuthenticated),
    ...(ExternalId === undefined ? {} : { 'sts:ExternalId': ExternalId }),
    ...organizationKeys(organization),
    'sts:RoleSessionName': RoleSessionName,
  };
  if (
    owner === undefined ||
    role?.arn !== RoleArn ||
    !(await mayAssume(account, caller, role, keys, owner.accountId))
  ) {
    const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`;
    throw new ServiceError('AccessDenied', message, 403);
  }
  if (DurationSeconds > role.maxSessionDuration) {
    const message = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
    throw new ServiceError('ValidationError', message, 400);
  }
  const principal = { type: 'role', roleId: role.roleId, sessionName: RoleSessionName } as const;
  const session = openSession(owner, { principal, seconds: DurationSeconds, mfaAuthenticated }, now);
  return {
    Credentials: toCredentials(session),
    AssumedRoleUser: {
      AssumedRoleId: `${role.roleId}:${RoleSessionName}`,
      Arn: roleSessionArn(owner, role, RoleSessionName),
    },
  };
}

/** The accounts within reach are all of the caller's organization. */
function organizationKeys(organization: Organization | undefined): Readonly<Record<string, string>> {
  if (organization === undefined) return {};
  return { 'aws:PrincipalOrgID': organization.id, 'aws:ResourceOrgID': organization.id };
}

/** The account that has the role, if it is one that roles are assumed in: a suspended account's are not. */
function ownerOf(
  roleArn: string,
  account: Account,
  organization: Organization | undefined,
): Account | undefined {
  const accountId = roleArn.split(':')[4] ?? '';
  if (accountId === account.accountId) return account;
  const other = organization?.accounts.get(accountId);
  return other?.state === 'ACTIVE' ? other.account : undefined;
}

/** MFA counts if a code comes with the call, or came with the one that gave the caller's own session. */
function mfaKeys(caller: Caller, codeGiven: boolean): Readonly<Record<string, string>> {
  if (codeGiven) return { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '0' };
  if (caller.type !== 'user' || caller.mfaAuthenticated === undefined) return {};
  return { 'aws:MultiFactorAuthPresent': String(caller.mfaAuthenticated) };
}
