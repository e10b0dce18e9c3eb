import type { BrowserRequest } from './browser-request';

/**
 * Why a request is not one of the console's own page, or nothing. `Host` is one of this server's names already
 * (`refusalUnread`). A page of another origin, another port of this machine included, names itself in `Origin`, which every
 * browser sends with a POST; what changes something needs an `Origin` that is this server's own. A form cannot send
 * JSON, which is required too.
 */
export function refusalOf({ method, headers }: BrowserRequest): string | undefined {
  const { host = '', origin } = headers;
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
