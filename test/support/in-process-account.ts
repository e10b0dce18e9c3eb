import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import { configApi } from '../../lambda/config-api';
import type { ConfigApi } from '../../lambda/ports';
import { iamApi } from '../../rule/aws/iam';
import type { IamApi } from '../../rule/ports';
import type { Account } from '../../sandbox/account/account';
import { administrator } from '../../sandbox/identify';
import { type Service, ServiceError } from '../../sandbox/service';
import { configService } from '../../sandbox/services/config/config-service';
import { iamService } from '../../sandbox/services/iam/iam-service';

interface Command {
  readonly input: object;
}

/** The flow's ports over a sandbox account without a wire: the Lambda's own adapters, the sandbox's own actions. */
export interface InProcessAccount {
  readonly iam: IamApi;
  readonly config: ConfigApi;
  /** Runs one IAM action as the administrator. */
  send(command: Command): Promise<unknown>;
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
  const sendTo = (service: Service) => (command: Command) => run(service, command, account, now());
  return {
    iam: iamApi({ send: sendTo(iamService) } as unknown as IAMClient),
    config: configApi({ send: sendTo(config) } as unknown as ConfigServiceClient),
    send: sendTo(iamService),
  };
}

async function run(service: Service, command: Command, account: Account, now: Date): Promise<unknown> {
  const action = service.actions[command.constructor.name.replace(/Command$/, '')];
  const context = { account, now, caller: administrator(account), requestId: 'in-process' };
  try {
    return await action?.run(command.input as never, context);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw Object.assign(new Error(error.message), {
      name: error.code,
      $metadata: { httpStatusCode: error.httpStatus },
    });
  }
}
