import { ServiceError } from '../errors';
import { jsonProtocol, type Protocol } from './protocol';
import type { NamedOperations, Operation, Shape } from './shape';

/** What Invoke is asked. */
export interface InvokeInput {
  readonly FunctionName: string;
  readonly InvocationType: string;
  /** JSON. */
  readonly Payload: string;
}

/** What it answers. */
export interface InvokeOutput {
  /** `Unhandled` where the function failed; the payload is its error then. */
  readonly FunctionError: string | undefined;
  /** JSON. */
  readonly Payload: string;
}

const ANYTHING: Shape = { type: 'structure', name: 'Lambda', members: new Map() };
const OPERATION: Operation = { input: ANYTHING, output: ANYTHING };

/** Invoke alone, by the name that policies have for it. */
export const lambdaOperations: NamedOperations = {
  named: (action) => (action === 'InvokeFunction' ? OPERATION : undefined),
};

/** Lambda's REST protocol, once `readRequest` has put a request into one JSON. */
export const lambdaProtocol: Protocol = {
  ...jsonProtocol,
  decode: (_operation, body) => JSON.parse(body),
  encode(_action, _operation, output, requestId) {
    const { FunctionError, Payload } = output as InvokeOutput; // the only operation's
    return {
      httpStatus: 200,
      headers: {
        'content-type': 'application/json',
        'x-amzn-RequestId': requestId,
        ...(FunctionError === undefined ? {} : { 'x-amz-function-error': FunctionError }),
      },
      body: Payload,
    };
  },
  refusals: {
    ...jsonProtocol.refusals,
    accessDenied: (message) => new ServiceError('AccessDeniedException', message, 403),
    throttled: new ServiceError('TooManyRequestsException', 'Rate Exceeded.', 429),
  },
};
