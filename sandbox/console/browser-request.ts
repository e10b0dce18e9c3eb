import type { IncomingHttpHeaders } from 'node:http';

/** A request of a browser, and not of an AWS client. */
export interface BrowserRequest {
  readonly method: string;
  readonly path: string;
  /** Without the `?`. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface BrowserAnswer {
  readonly httpStatus: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Answers browsers. */
export type Browse = (request: BrowserRequest) => Promise<BrowserAnswer>;

/**
 * Whether a request is the console's. AWS clients send theirs to `/` as well: by POST, or by GET with the action in the
 * query and a signature.
 */
export function isForConsole(method: string, url: string, headers: IncomingHttpHeaders): boolean {
  if (headers.authorization !== undefined) return false;
  return url.startsWith('/console/') || (url === '/' && (method === 'GET' || method === 'HEAD'));
}

export function browserRequest(
  method: string,
  url: string,
  headers: IncomingHttpHeaders,
  body: string,
): BrowserRequest {
  const [path = '', query = ''] = url.split('?', 2);
  return { method, path, query, headers, body };
}
