import { randomUUID } from 'node:crypto';
import type { Account } from '../account/account';
import { recordCall } from '../cloudtrail/service-call';
import type { Signer } from '../cloudtrail/user-identity';
import { ServiceError } from '../errors';
import { administrator } from '../identify';
import { iamService } from '../services/iam/iam-service';
import { validate } from '../wire/validate';
import { actionNamed, wireServiceOf } from '../wire-service';

const IAM = wireServiceOf(iamService);

/** What CloudTrail takes for the access key of the console's session. */
const ACCESS_KEY_ID = 'ASIASANDBOXCONSOLE23';

/**
 * Calls IAM as an administrator would, but in this process: neither faults nor a limit of the rate are meant for
 * the console, and its calls do not count. CloudTrail records them.
 *
 * @throws ServiceError for whatever IAM refuses
 */
export async function callIam(account: Account, now: Date, name: string, input: object): Promise<void> {
  const { operation, action } = actionNamed(IAM, name);
  const caller = administrator(account);
  const { region } = account;
  const requestId = randomUUID();
  const signer: Signer = { caller, session: undefined, accessKeyId: ACCESS_KEY_ID, fromConsole: true };
  const record = (outcome: { readonly output: unknown; readonly error: ServiceError | undefined }) => {
    const call = {
      time: now,
      service: 'iam',
      action: name,
      operation,
      signer,
      region,
      requestId,
      input,
    } as const;
    recordCall(account, { ...call, userAgent: 'Mozilla/5.0', ...outcome });
  };
  try {
    validate('iam', operation.input, input, IAM.protocol.refusals.validationCode);
    // Checked by the schema that the action's type is made from.
    const output = await action.run(input as never, { account, now, caller, requestId, region });
    record({ output, error: undefined });
  } catch (error) {
    if (error instanceof ServiceError) record({ output: undefined, error });
    throw error;
  }
}
