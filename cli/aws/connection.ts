import type { AwsCallError } from '../../rule/core/errors';
import { endpointVariable } from './endpoint';

/** A call that came to no answer of AWS's. */
interface ConnectionFault {
  readonly remedy: string;
  readonly detail: string;
}

/** Node.js's codes for a host that is not found, does not listen, or breaks the connection. */
const UNREACHABLE =
  /^(EAI_AGAIN|ECONNABORTED|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EPIPE|EPROTO|ETIMEDOUT)$/;
/** Node.js's names for the two ways of waiting in vain. */
const LATE = /^(AbortError|TimeoutError)$/;
/** OpenSSL's codes for a certificate, by way of Node.js. */
const CERTIFICATE = /^(CERT_|DEPTH_ZERO_|ERR_TLS_|SELF_SIGNED_|UNABLE_TO_)/;

/** What is wrong with the connection, if that is what a call failed for, and which setting mends it. */
export function connectionFault(
  { action, cause, detail }: AwsCallError,
  env: Readonly<Record<string, string | undefined>>,
): ConnectionFault | undefined {
  if (!(cause instanceof Error)) return undefined;
  const code = 'code' in cause ? String(cause.code) : '';
  // Node.js tries every address of a host, and gives the errors of all of them no message of their own.
  const fault = { detail: cause.message === '' ? code : detail };
  if (CERTIFICATE.test(code)) {
    return {
      ...fault,
      remedy: 'was not sent: the certificate is not trusted; set NODE_EXTRA_CA_CERTS to one that is',
    };
  }
  if (code === 'ERR_INVALID_URL') {
    return { ...fault, remedy: 'was not sent: correct endpoint_url of the profile' };
  }
  if (!UNREACHABLE.test(code) && !LATE.test(cause.name)) return undefined;
  const variable = endpointVariable(action, env);
  const remedy =
    variable === undefined
      ? 'got no answer; check the network and the region'
      : `got no answer from ${originOf(env[variable])}; correct ${variable}, or unset it to call AWS`;
  return { ...fault, remedy };
}

/** Without what else may be in an address: a name and a password. */
function originOf(address = ''): string {
  return URL.canParse(address) ? new URL(address).origin : address;
}
