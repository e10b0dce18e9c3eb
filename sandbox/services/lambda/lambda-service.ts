import type { Account } from '../../account/account';
import type { Attempt } from '../../deploy/lambda/attempt';
import { ServiceError } from '../../errors';
import type { Action, Service } from '../../service';
import type { InvokeInput, InvokeOutput } from '../../wire/lambda';

/** Runs a function once and waits for it; undefined if there is no such function. */
export type InvokeAndWait = (functionArn: string, event: unknown) => Promise<Attempt | undefined>;

/** AWS Lambda, as far as somebody needs it who invokes a function by hand and waits for its answer. */
export function lambdaService(invokeAndWait: InvokeAndWait): Service {
  return { name: 'lambda', actionPrefix: 'lambda', actions: { InvokeFunction: invoke(invokeAndWait) } };
}

function invoke(invokeAndWait: InvokeAndWait): Action<InvokeInput, InvokeOutput> {
  return {
    resources: ({ FunctionName }, { account }) => [functionArn(account, FunctionName)],
    async run({ FunctionName, InvocationType, Payload }, { account }) {
      if (InvocationType !== 'RequestResponse') {
        throw new ServiceError(
          'InvalidParameterValueException',
          'The sandbox invokes only RequestResponse.',
          400,
        );
      }
      const arn = functionArn(account, FunctionName);
      const attempt = await invokeAndWait(arn, eventOf(Payload));
      if (attempt === undefined) {
        throw new ServiceError('ResourceNotFoundException', `Function not found: ${arn}`, 404);
      }
      const { outcome } = attempt;
      if (outcome.type === 'succeeded') {
        return { FunctionError: undefined, Payload: JSON.stringify(outcome.result ?? null) };
      }
      return { FunctionError: 'Unhandled', Payload: JSON.stringify(outcome.error) };
    },
  };
}

function functionArn({ partition, region, accountId }: Account, nameOrArn: string): string {
  if (nameOrArn.startsWith('arn:')) return nameOrArn;
  return `arn:${partition}:lambda:${region}:${accountId}:function:${nameOrArn}`;
}

function eventOf(payload: string): unknown {
  try {
    return JSON.parse(payload === '' ? '{}' : payload);
  } catch {
    throw new ServiceError(
      'InvalidRequestContentException',
      'Could not parse request body into json: Could not parse payload into json',
      400,
    );
  }
}
