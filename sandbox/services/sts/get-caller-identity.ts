import type * as sts from '@aws-sdk/client-sts';
import type { Action } from '../../service';

/** Needs no permission, and cannot be denied. */
export const getCallerIdentity: Action<object, sts.GetCallerIdentityResponse> = {
  resources: () => [],
  run: (_input, { account, caller }) => ({
    UserId: caller.userId,
    Account: account.accountId,
    Arn: caller.arn,
  }),
};
