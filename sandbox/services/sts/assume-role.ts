import type * as sts from '@aws-sdk/client-sts';
import { keyOf } from '../../account/account';
import { openSession, roleSessionArn } from '../../account/sessions';
import { mayAssume } from '../../authorize';
import { requestContext } from '../../request-context';
import { type Action, type Caller, ServiceError } from '../../service';
import { toCredentials } from './credentials';
import { takeMfaCode } from './mfa-code';

const DEFAULT_SECONDS = 3600;

/**
 * Whether the caller may is asked of the role's trust policy together with the caller's own, so not beforehand.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assumeRole: Action<sts.AssumeRoleRequest, sts.AssumeRoleResponse> = {
  resources: () => [],
  async run(input, context) {
    const { account, caller, now } = context;
    const { RoleArn = '', RoleSessionName = '', DurationSeconds = DEFAULT_SECONDS, ExternalId } = input;
    const role = account.roles.byKey(keyOf(RoleArn.slice(RoleArn.lastIndexOf('/') + 1)));
    const mfaAuthenticated = takeMfaCode(context, input);
    const keys = {
      ...requestContext(account, caller, undefined, now),
      ...mfaKeys(caller, mfaAuthenticated),
      ...(ExternalId === undefined ? {} : { 'sts:ExternalId': ExternalId }),
      'sts:RoleSessionName': RoleSessionName,
    };
    if (role?.arn !== RoleArn || !(await mayAssume(account, caller, role, keys))) {
      const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`;
      throw new ServiceError('AccessDenied', message, 403);
    }
    if (DurationSeconds > role.maxSessionDuration) {
      const message = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
      throw new ServiceError('ValidationError', message, 400);
    }
    const principal = { type: 'role', roleId: role.roleId, sessionName: RoleSessionName } as const;
    const session = openSession(account, { principal, seconds: DurationSeconds, mfaAuthenticated }, now);
    return {
      Credentials: toCredentials(session),
      AssumedRoleUser: {
        AssumedRoleId: `${role.roleId}:${RoleSessionName}`,
        Arn: roleSessionArn(account, role, RoleSessionName),
      },
    };
  },
};

/** MFA counts if a code comes with the call, or came with the one that gave the caller's own session. */
function mfaKeys(caller: Caller, codeGiven: boolean): Readonly<Record<string, string>> {
  if (codeGiven) return { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '0' };
  if (caller.type !== 'user' || caller.mfaAuthenticated === undefined) return {};
  return { 'aws:MultiFactorAuthPresent': String(caller.mfaAuthenticated) };
}
