import { createHash, createHmac } from 'node:crypto';
import type { Credentials } from './credentials';

export interface SignedRequest {
  readonly endpoint: string;
  /** Holds only characters that need no encoding. */
  readonly path: string;
  /** JSON. */
  readonly body: string;
  readonly service: string;
  readonly region: string;
  readonly credentials: Credentials;
}

export interface SignedAnswer {
  readonly status: number;
  readonly functionError: string | undefined;
  readonly body: string;
}

/**
 * Sends a request with Signature Version 4.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function signedPost(request: SignedRequest): Promise<SignedAnswer> {
  const url = new URL(request.path, request.endpoint);
  const headers = signed(request, url.host, new Date());
  const response = await fetch(url, { method: 'POST', headers, body: request.body });
  return {
    status: response.status,
    functionError: response.headers.get('x-amz-function-error') ?? undefined,
    body: await response.text(),
  };
}

function signed(
  { path, body, service, region, credentials }: SignedRequest,
  host: string,
  now: Date,
): Readonly<Record<string, string>> {
  const time = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    host,
    'x-amz-date': time,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = ['POST', path, '', lines.join(''), names, sha256(body)].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(
    (last, part) => hmac(last, part),
    `AWS4${secretAccessKey}`,
  );
  const signature = hmac(key, toSign).toString('hex');
  const { host: _sentByFetch, ...sent } = headers;
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
