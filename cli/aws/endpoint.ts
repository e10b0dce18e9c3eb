import { ConsoleMfaError, quoted } from '../../rule/core/errors';

type Environment = Readonly<Record<string, string | undefined>>;

/** Names an endpoint for every service. */
const FOR_ALL = 'AWS_ENDPOINT_URL';

/**
 * By the prefix of the actions.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
const FOR_SERVICE: ReadonlyMap<string, string> = new Map([
  ['sts', 'AWS_ENDPOINT_URL_STS'],
  ['iam', 'AWS_ENDPOINT_URL_IAM'],
  ['organizations', 'AWS_ENDPOINT_URL_ORGANIZATIONS'],
  ['config', 'AWS_ENDPOINT_URL_CONFIG_SERVICE'],
  ['cloudtrail', 'AWS_ENDPOINT_URL_CLOUDTRAIL'],
]);

/** The variable that says where a service is called, if one does. */
export function endpointVariable(action: string, env: Environment): string | undefined {
  const ofService = FOR_SERVICE.get(action.split(':')[0] ?? '');
  return [ofService, FOR_ALL].find((name) => name !== undefined && (env[name] ?? '') !== '');
}

/** @throws ConsoleMfaError `InvalidEndpoint` for a variable that holds no address. */
export function requireEndpoints(env: Environment): void {
  for (const name of [...FOR_SERVICE.values(), FOR_ALL]) {
    const value = env[name] ?? '';
    if (value === '' || isAddress(value)) continue;
    throw new ConsoleMfaError(
      'InvalidEndpoint',
      `${name} is ${quoted(value)}, not an address such as http://127.0.0.1:4566; correct it, or unset it to call AWS`,
    );
  }
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
