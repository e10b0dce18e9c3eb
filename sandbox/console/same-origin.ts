import type { BrowserRequest } from './browser-request';

/** The names under which this machine's browsers reach a server on its loopback address. */
const LOOPBACK = /^(127\.0\.0\.1|localhost)(:\d{1,5})?$/;

/**
 * Why a request is not one of the console's own page, or nothing. Any page that a browser on this machine shows can send
 * requests here:
 *
 * - One whose name was made to resolve to 127.0.0.1 (DNS rebinding) names itself in `Host`, so that has to be a loopback
 *   name, whatever is asked for.
 * - One of another origin, another port of this machine included, names itself in `Origin`, which every browser sends
 *   with a POST; what changes something needs an `Origin` that is this server's own. A form cannot send JSON, which
 *   is required too.
 */
export function refusalOf({ method, headers }: BrowserRequest): string | undefined {
  const { host = '', origin } = headers;
  if (!LOOPBACK.test(host))
    return `this console is for ${quote('127.0.0.1')} and ${quote('localhost')}, not ${quote(host)}`;
  if (method === 'GET' || method === 'HEAD') return undefined;
  if (origin !== `http://${host}`)
    return `a page of ${quote(origin ?? 'no origin')} may not change anything here`;
  if (headers['content-type'] !== 'application/json')
    return 'what changes something is sent as application/json';
  return undefined;
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
