import { ServiceError } from '../errors';
import { decodeJson, encodeJson } from './json';
import { decodeQuery } from './query';
import type { WireRequest } from './request';
import type { Operation } from './shape';
import { element, encodeXml, escapeXml } from './xml';

const INVALID_TOKEN = 'The security token included in the request is invalid.';
const EXPIRED_TOKEN = 'The security token included in the request is expired';
const INTERNAL = 'The request processing has failed because of an unknown error, exception or failure.';

export interface WireAnswer {
  readonly httpStatus: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a service's requests and answers look on the wire. */
export interface Protocol {
  /** The name of the action that a request asks for; empty if it names none. */
  actionOf(request: WireRequest): string;
  /** @throws ServiceError for a body that is not of the operation's shape */
  decode(operation: Operation, body: string): unknown;
  encode(action: string, operation: Operation, output: unknown, requestId: string): WireAnswer;
  encodeError(error: ServiceError, requestId: string): WireAnswer;
  /** The refusals that every service of the protocol shares. */
  readonly refusals: Refusals;
}

export interface Refusals {
  unknownAction(action: string): ServiceError;
  accessDenied(message: string): ServiceError;
  readonly missingCredentials: ServiceError;
  readonly invalidCredentials: ServiceError;
  readonly expiredCredentials: ServiceError;
  readonly throttled: ServiceError;
  readonly internalFailure: ServiceError;
  readonly validationCode: string;
}

/**
 * The AWS Query protocol: form parameters in, XML out.
 *
 * @param version the API's version, which names its XML namespace too
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function queryProtocol(host: string, version: string): Protocol {
  const namespace = `https://${host}/doc/${version}/`;
  return {
    actionOf: ({ body }) => new URLSearchParams(body).get('Action') ?? '',
    decode: (operation, body) => decodeQuery(operation.input, new URLSearchParams(body)),
    encode(action, operation, output, requestId) {
      const result = isUnit(operation) ? '' : element(`${action}Result`, encodeXml(operation.output, output));
      const metadata = element('ResponseMetadata', element('RequestId', requestId));
      const body = `<${action}Response xmlns="${namespace}">${result}${metadata}</${action}Response>`;
      return xmlAnswer(200, body, requestId);
    },
    encodeError({ code, message, fault, httpStatus }, requestId) {
      const error = element('Type', fault) + element('Code', code) + element('Message', escapeXml(message));
      const body = `<ErrorResponse xmlns="${namespace}">${element('Error', error)}${element('RequestId', requestId)}</ErrorResponse>`;
      return xmlAnswer(httpStatus, body, requestId);
    },
    refusals: {
      unknownAction: (action) =>
        new ServiceError('InvalidAction', `Could not find operation ${action} for version ${version}`, 400),
      accessDenied: (message) => new ServiceError('AccessDenied', message, 403),
      missingCredentials: new ServiceError(
        'MissingAuthenticationToken',
        'Request is missing Authentication Token',
        403,
      ),
      invalidCredentials: new ServiceError('InvalidClientTokenId', INVALID_TOKEN, 403),
      expiredCredentials: new ServiceError('ExpiredToken', EXPIRED_TOKEN, 403),
      throttled: new ServiceError('Throttling', 'Rate exceeded', 400),
      internalFailure: new ServiceError('ServiceFailure', INTERNAL, 500),
      validationCode: 'ValidationError',
    },
  };
}

/**
 * The AWS JSON 1.1 protocol.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export const jsonProtocol: Protocol = {
  actionOf: ({ target = '' }) => target.slice(target.lastIndexOf('.') + 1),
  decode: (operation, body) => decodeJson(operation.input, parseJson(body)),
  encode(_action, operation, output, requestId) {
    const body = isUnit(operation) ? '' : JSON.stringify(encodeJson(operation.output, output ?? {}));
    return jsonAnswer(200, body, requestId, {});
  },
  encodeError({ code, message, httpStatus }, requestId) {
    const body = JSON.stringify({ __type: code, message });
    return jsonAnswer(httpStatus, body, requestId, { 'x-amzn-ErrorType': code });
  },
  refusals: {
    unknownAction: (action) =>
      new ServiceError('UnknownOperationException', `The operation ${action} is not known`, 400),
    accessDenied: (message) => new ServiceError('AccessDeniedException', message, 400),
    missingCredentials: new ServiceError(
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
      400,
    ),
    invalidCredentials: new ServiceError('UnrecognizedClientException', INVALID_TOKEN, 400),
    expiredCredentials: new ServiceError('ExpiredTokenException', EXPIRED_TOKEN, 400),
    throttled: new ServiceError('ThrottlingException', 'Rate exceeded', 400),
    internalFailure: new ServiceError('InternalFailure', INTERNAL, 500),
    validationCode: 'ValidationException',
  },
};

function isUnit({ output }: Operation): boolean {
  return output.type === 'structure' && output.name === 'Unit';
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body === '' ? '{}' : body);
  } catch {
    throw new ServiceError('SerializationException', 'The request body is not JSON', 400);
  }
}

function xmlAnswer(httpStatus: number, body: string, requestId: string): WireAnswer {
  return { httpStatus, headers: { 'content-type': 'text/xml', 'x-amzn-RequestId': requestId }, body };
}

function jsonAnswer(
  httpStatus: number,
  body: string,
  requestId: string,
  headers: Readonly<Record<string, string>>,
): WireAnswer {
  const type = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-RequestId': requestId };
  return { httpStatus, headers: { ...type, ...headers }, body };
}
