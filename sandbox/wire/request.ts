import type { IncomingHttpHeaders } from 'node:http';

/** What a request's signature says of itself. The signature is not checked. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly sessionToken: string | undefined;
  readonly region: string;
  readonly serviceName: string;
}

/** An HTTP request of an AWS client, before its service's protocol reads it. */
export interface WireRequest {
  readonly credentials: Credentials | undefined;
  readonly target: string | undefined;
  readonly userAgent?: string | undefined;
  /** The form parameters, also those of a GET, or the JSON. */
  readonly body: string;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const INVOKE = /^\/2015-03-31\/functions\/([^/?]+)\/invocations$/;

/** @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_GetFindings.html */
const FINDINGS = '/findings';

const CREDENTIAL = /Credential=([^/,\s]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/;

export function readRequest(url: string, headers: IncomingHttpHeaders, sent: string): WireRequest {
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
  const invoked = INVOKE.exec(url)?.[1];
  if (invoked !== undefined) return invocation(decodeURIComponent(invoked), headers, sent);
  return {
    credentials: credentialsOf(headers),
    userAgent: headers['user-agent'],
    target: single(headers['x-amz-target']) ?? (url === FINDINGS ? 'SecurityHub.GetFindings' : undefined),
    body: sent === '' ? query : sent,
  };
}

/** Lambda's API is REST: what its path, headers, and body say is put into one JSON, as the AWS JSON protocol has it. */
function invocation(FunctionName: string, headers: IncomingHttpHeaders, Payload: string): WireRequest {
  const InvocationType = single(headers['x-amz-invocation-type']) ?? 'RequestResponse';
  return {
    credentials: credentialsOf(headers),
    userAgent: headers['user-agent'],
    target: 'AWSLambda.InvokeFunction',
    body: JSON.stringify({ FunctionName, InvocationType, Payload }),
  };
}

/** The service that an unsigned request is meant for, as far as it shows. */
export function unsignedService({ target, body }: WireRequest): 'iam' | 'sts' | 'config' {
  if (target !== undefined) return 'config';
  return new URLSearchParams(body).get('Version') === '2011-06-15' ? 'sts' : 'iam';
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html */
function credentialsOf(headers: IncomingHttpHeaders): Credentials | undefined {
  const [, accessKeyId, region, serviceName] = CREDENTIAL.exec(headers.authorization ?? '') ?? [];
  if (accessKeyId === undefined || region === undefined || serviceName === undefined) return undefined;
  return { accessKeyId, region, serviceName, sessionToken: single(headers['x-amz-security-token']) };
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
