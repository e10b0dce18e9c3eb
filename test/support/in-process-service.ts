import { LimitExceededException } from '@aws-sdk/client-iam';
import type { Account } from '../../sandbox/account/account';
import { ServiceError } from '../../sandbox/errors';
import { administrator } from '../../sandbox/identify';
import type { Service } from '../../sandbox/service';

/** A command of an AWS SDK client. */
interface Command {
  readonly input: object;
}

/**
 * The `send` of an AWS SDK client whose service is in this process, called as the account's administrator.
 *
 * @param extraInput what to add to the input of a command.
 */
export function sender(
  service: Service,
  account: Account,
  now: () => Date,
  extraInput: () => object = () => ({}),
): (command: Command) => Promise<unknown> {
  return async (command) => {
    const action = service.actions[command.constructor.name.replace(/Command$/, '')];
    const caller = administrator(account);
    const context = { account, now: now(), caller, requestId: 'in-process', region: account.region };
    try {
      return await action?.run({ ...command.input, ...extraInput() } as never, context);
    } catch (error) {
      throw error instanceof ServiceError ? sdkError(error) : error;
    }
  };
}

/** What the SDK's client throws for a refusal. The adapters tell one of them by its class, the others by name. */
function sdkError({ code, message, httpStatus }: ServiceError): Error {
  const $metadata = { httpStatusCode: httpStatus };
  if (code === 'LimitExceeded') return new LimitExceededException({ message, $metadata });
  return Object.assign(new Error(message), { name: code, $metadata });
}
