import { ServiceError } from '../errors';

/** A value in a request that is not of its type. `code` is the protocol's own. */
export function malformedValue(code: string, value: string, expected: string): ServiceError {
  return new ServiceError(code, `${JSON.stringify(value)} was found where ${expected} was expected`, 400);
}
