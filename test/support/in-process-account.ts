import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import { configApi } from '../../lambda/config-api';
import type { ConfigApi } from '../../lambda/ports';
import { iamApi } from '../../rule/aws/iam';
import type { IamApi } from '../../rule/ports';
import type { Account } from '../../sandbox/account/account';
import { configService } from '../../sandbox/services/config/config-service';
import { iamService } from '../../sandbox/services/iam/iam-service';
import { sender } from './in-process-service';

/** The flow's ports over a sandbox account without a wire: the Lambda's own adapters, the sandbox's own actions. */
export interface InProcessAccount {
  readonly iam: IamApi;
  readonly config: ConfigApi;
  /** Runs one IAM action as the administrator. */
  readonly send: ReturnType<typeof sender>;
}

export function inProcessAccount(account: Account, now: () => Date): InProcessAccount {
  const nothing = () => {};
  const config = configService({
    mayInvoke: () => true,
    schedule: nothing,
    reschedule: nothing,
    unschedule: nothing,
    evaluate: nothing,
    refuses: () => false,
    hasDocument: () => false,
    remediate: nothing,
  });
  const send = sender(iamService, account, now);
  return {
    iam: iamApi({ send } as unknown as IAMClient),
    config: configApi({ send: sender(config, account, now) } as unknown as ConfigServiceClient),
    send,
  };
}
