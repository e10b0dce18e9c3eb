import { ServiceError } from '../errors';
import { jsonProtocol, type Protocol } from './protocol';
import type { NamedOperations, Operation, Shape } from './shape';

const ANYTHING: Shape = { type: 'structure', name: 'SecurityHub', members: new Map() };
const OPERATION: Operation = { input: ANYTHING, output: ANYTHING };

/** GetFindings alone. */
export const securityHubOperations: NamedOperations = {
  named: (action) => (action === 'GetFindings' ? OPERATION : undefined),
};

/** Security Hub's REST protocol, once `readRequest` has named the action by the path. */
export const securityHubProtocol: Protocol = {
  ...jsonProtocol,
  decode: (_operation, body) => JSON.parse(body === '' ? '{}' : body),
  encode: (_action, _operation, output, requestId) => ({
    httpStatus: 200,
    headers: { 'content-type': 'application/json', 'x-amzn-RequestId': requestId },
    body: JSON.stringify(output),
  }),
  refusals: {
    ...jsonProtocol.refusals,
    accessDenied: (message) => new ServiceError('AccessDeniedException', message, 403),
  },
};
