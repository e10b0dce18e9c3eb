import type * as sts from '@aws-sdk/client-sts';
import { openSession } from '../../account/sessions';
import { ServiceError } from '../../errors';
import type { Action } from '../../service';
import { toCredentials } from './credentials';
import { takeMfaCode } from './mfa-code';

const DEFAULT_SECONDS = 12 * 3600;

/**
 * "You cannot call any IAM API operations unless MFA authentication information is included in the request."
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export const getSessionToken: Action<sts.GetSessionTokenRequest, sts.GetSessionTokenResponse> = {
  resources: () => ['*'],
  run(input, context) {
    const { account, caller, now } = context;
    if (caller.type !== 'user' || caller.mfaAuthenticated !== undefined) {
      throw new ServiceError('AccessDenied', 'Cannot call GetSessionToken with session credentials', 403);
    }
    const mfaAuthenticated = takeMfaCode(context, input);
    const session = openSession(
      account,
      {
        principal: { type: 'user', userId: caller.userId },
        seconds: input.DurationSeconds ?? DEFAULT_SECONDS,
        mfaAuthenticated,
        withoutIam: !mfaAuthenticated,
      },
      now,
    );
    return { Credentials: toCredentials(session) };
  },
};
