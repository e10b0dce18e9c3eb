import { join } from 'node:path';
import { SandboxClock } from '../../../account/clock';
import { startRecording } from '../../../account/configuration-recorder';
import { createUser } from '../../../account/users';
import { type Sandbox, startSandbox } from '../../../sandbox';
import { emptyAccount, NOW } from '../../support/served-account';

const ASSEMBLY = join(__dirname, '../../fixtures/assembly');
const SIGNED =
  'AWS4-HMAC-SHA256 Credential=any/20270115/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0';

let sandbox: Sandbox;
let functionName: string;

beforeEach(async () => {
  const account = emptyAccount();
  startRecording(account);
  createUser(account, { userName: 'mallory' }, NOW);
  sandbox = await startSandbox({ account, clock: SandboxClock.frozen(NOW) });
  sandbox.deploy(ASSEMBLY);
  await sandbox.settled();
  functionName = sandbox.functions.all[0]?.functionName ?? '';
});
afterEach(() => sandbox.close());

async function invoke(name: string, body: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${sandbox.url}/2015-03-31/functions/${name}/invocations`, {
    method: 'POST',
    headers: { authorization: SIGNED, ...headers },
    body,
  });
  return {
    status: response.status,
    functionError: response.headers.get('x-amz-function-error'),
    body: await response.text(),
  };
}

test('a function is invoked by hand, by its name or ARN, and its answer is the body', async () => {
  const event = JSON.stringify(sandbox.invocations[0]?.event);
  const arn = encodeURIComponent(sandbox.functions.all[0]?.functionArn ?? '');
  for (const name of [functionName, arn]) {
    expect(await invoke(name, event)).toMatchObject({ status: 200, functionError: null });
  }
  expect(sandbox.timeline).toHaveLength(3);
  expect(sandbox.calls.count('lambda:InvokeFunction')).toBe(2);
  const sources = new Set(sandbox.cloudtrail.events.map(({ eventSource }) => eventSource));
  expect(sources).toEqual(new Set(['iam.amazonaws.com', 'config.amazonaws.com'])); // invocations are data events
});

test('an error of the function is the body, and a header says so', async () => {
  const { status, functionError, body } = await invoke(functionName, '{}');
  expect([status, functionError]).toEqual([200, 'Unhandled']);
  expect(JSON.parse(body)).toMatchObject({ errorType: expect.any(String), errorMessage: expect.any(String) });
});

test.each([
  ['a function that there is not', 'other', '{}', {}, 404, 'ResourceNotFoundException'],
  ['what is not JSON', undefined, '{', {}, 400, 'InvalidRequestContentException'],
  [
    'an asynchronous invocation',
    undefined,
    '{}',
    { 'x-amz-invocation-type': 'Event' },
    400,
    'InvalidParameterValueException',
  ],
])('%s is refused', async (_what, name, body, headers, status, code) => {
  const answer = await invoke(name ?? functionName, body, headers);
  expect([answer.status, JSON.parse(answer.body).__type]).toEqual([status, code]);
});
