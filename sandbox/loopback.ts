import type { IncomingHttpHeaders } from 'node:http';

/**
 * Why a request must not be read, or nothing. Any page that a browser on this machine shows can send requests here:
 *
 * - One whose name was made to resolve to 127.0.0.1 (DNS rebinding) names itself in `Host`, so `Host` has to be a name of
 *   this server, whatever is asked for.
 * - One of another origin names itself in `Origin`. AWS clients send none, so it is refused on the AWS side; the
 *   console compares it with its own.
 */
export function refusalUnread(
  { host = '', origin }: IncomingHttpHeaders,
  port: number,
  forConsole: boolean,
): string | undefined {
  if (!namesOf(port).includes(host)) {
    return `this server answers only to ${namesOf(port).join(', ')}, not ${quote(host)}`;
  }
  if (!forConsole && origin !== undefined) {
    return `a page of ${quote(origin)} may not call AWS here: AWS clients send no Origin`;
  }
  return undefined;
}

/** The names of a server on the loopback address, as `Host` has them; clients leave the port of HTTP itself out. */
function namesOf(port: number): readonly string[] {
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  return names.map((name) => (port === 80 ? name : `${name}:${port}`));
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
