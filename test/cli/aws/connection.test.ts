import { connectionFault } from '../../../cli/aws/connection';
import { requireEndpoints } from '../../../cli/aws/endpoint';
import { AwsCallError } from '../../../rule/core/errors';
import { thrownBy } from '../../support/thrown';

function failed(action: string, cause: Error): AwsCallError {
  return new AwsCallError('transient', action, `${cause.name}: ${cause.message}`, { cause });
}

const coded = (code: string, message: string) => Object.assign(new Error(message), { code });
const REFUSED = coded('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1');
const NOT_FOUND = coded('ENOTFOUND', 'getaddrinfo ENOTFOUND sts.eu-west-9.amazonaws.com');

test.each([
  [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, 'http://127.0.0.1:1; correct AWS_ENDPOINT_URL, or unset it'],
  [
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_STS: 'https://me:secret@localhost:2/x' },
    'https://localhost:2; correct AWS_ENDPOINT_URL_STS, or unset it',
  ],
  [{ AWS_ENDPOINT_URL: '', AWS_ENDPOINT_URL_IAM: 'http://127.0.0.1:1' }, undefined],
])('a host that does not listen is named by the variable that counts: %j', (env, named) => {
  expect(connectionFault(failed('sts:GetCallerIdentity', REFUSED), env)).toEqual({
    remedy:
      named === undefined
        ? 'got no answer; check the network and the region'
        : `got no answer from ${named} to call AWS`,
    detail: 'Error: connect ECONNREFUSED 127.0.0.1:1',
  });
});

test.each([
  ['a host that is not found', NOT_FOUND, 'check the network and the region'],
  [
    'an answer that does not come',
    Object.assign(new Error('aborted'), { name: 'AbortError' }),
    'got no answer',
  ],
  ['a connection that breaks', coded('ECONNRESET', 'socket hang up'), 'got no answer'],
  ['a certificate of a proxy', coded('SELF_SIGNED_CERT_IN_CHAIN', 'self-signed'), 'NODE_EXTRA_CA_CERTS'],
  ['an address of the profile', coded('ERR_INVALID_URL', 'Invalid URL'), 'endpoint_url of the profile'],
])('%s comes with the remedy', (_, cause, remedy) => {
  expect(connectionFault(failed('iam:ListUsers', cause), {})?.remedy).toContain(remedy);
});

test('a host with several addresses has no message of its own', () => {
  const cause = Object.assign(new AggregateError([REFUSED, REFUSED], ''), { code: 'ECONNREFUSED' });
  expect(connectionFault(failed('iam:ListUsers', cause), {})?.detail).toBe('ECONNREFUSED');
});

test.each([
  new Error('Internal failure'),
  Object.assign(new Error('Service unavailable'), { name: 'ServiceUnavailable' }),
])('what AWS itself answers is no fault of the connection: %s', (cause) => {
  expect(connectionFault(failed('iam:ListUsers', cause), {})).toBeUndefined();
});

test.each([
  ['AWS_ENDPOINT_URL', 'notaurl'],
  ['AWS_ENDPOINT_URL', 'localhost:4566'],
  ['AWS_ENDPOINT_URL_STS', 'ftp://127.0.0.1'],
  ['AWS_ENDPOINT_URL_CONFIG_SERVICE', ' '],
])('%s=%s is no address', (name, value) => {
  expect(thrownBy(() => requireEndpoints({ [name]: value })).message).toBe(
    `InvalidEndpoint: ${name} is "${value}", not an address such as http://127.0.0.1:4566; correct it, or unset it to call AWS`,
  );
});

test.each([{}, { AWS_ENDPOINT_URL: '' }, { AWS_ENDPOINT_URL: 'https://[::1]:8443/x' }])(
  'nothing is wrong with %j',
  (env) => {
    expect(() => requireEndpoints(env)).not.toThrow();
  },
);
