import type { Account } from '../account/account';
import { administrator } from '../identify';
import type { ActionContext } from '../service';
import { iamService } from '../services/iam/iam-service';
import { validate } from '../wire/validate';
import { actionNamed, wireServiceOf } from '../wire-service';

const IAM = wireServiceOf(iamService);

/**
 * Calls IAM as an administrator would, but in this process: neither faults nor a limit of the rate are meant for
 * the console, and its calls do not count.
 *
 * @throws ServiceError for whatever IAM refuses
 */
export async function callIam(account: Account, now: Date, name: string, input: object): Promise<void> {
  const { operation, action } = actionNamed(IAM, name);
  validate('iam', operation.input, input, IAM.protocol.refusals.validationCode);
  const context: ActionContext = { account, now, caller: administrator(account), requestId: 'console' };
  await action.run(input as never, context); // checked by the schema that the action's type is made from
}
