import { join } from 'node:path';
import type { LambdaFunction } from '../../../deploy/lambda/lambda-function';
import { LambdaRuntime, type LambdaSettings } from '../../../deploy/lambda/lambda-runtime';

const lambdaFunction: LambdaFunction = {
  functionName: 'evaluate',
  functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:evaluate',
  runtime: 'nodejs24.x',
  handler: 'index.handler',
  codeDirectory: join(__dirname, '../../fixtures/lambda'),
  timeoutSeconds: 30,
  memorySizeMb: 256,
  environment: { GREETING: 'hello' },
  roleArn: 'arn:aws:iam::123456789012:role/evaluate',
  logGroupName: '/aws/lambda/evaluate',
};

let now = new Date('2031-05-06T07:08:09.000Z');
let credentialsExpire = new Date('2031-05-06T19:00:00.000Z');
const runtimes: LambdaRuntime[] = [];

function runtimeOf(
  change: Partial<LambdaFunction> = {},
  settings: Partial<LambdaSettings> = {},
): LambdaRuntime {
  const runtime = new LambdaRuntime(
    { ...lambdaFunction, ...change },
    {
      nodePath: process.execPath,
      nodeFlags: [],
      region: 'us-east-1',
      endpointUrl: () => 'http://127.0.0.1:9',
      now: () => now,
      assumeRole: () => ({
        accessKeyId: 'ASIAEXAMPLE',
        secretAccessKey: 'secret',
        sessionToken: 'token',
        principal: { type: 'role', roleId: 'AROAEXAMPLE', sessionName: 'evaluate' },
        mfaAuthenticatedAt: undefined,
        createDate: now,
        expiration: credentialsExpire,
      }),
      ...settings,
    },
  );
  runtimes.push(runtime);
  return runtime;
}

function run(runtime: LambdaRuntime, what: string) {
  return runtime.invoke({ requestId: `request-${what}`, event: { do: what } });
}

beforeEach(() => {
  now = new Date('2031-05-06T07:08:09.000Z');
  credentialsExpire = new Date('2031-05-06T19:00:00.000Z');
});

afterEach(async () => {
  await Promise.all(runtimes.splice(0).map((runtime) => runtime.stop()));
});

test('the handler gets the event, and what it returns comes back', async () => {
  const attempt = await run(runtimeOf(), 'echo');
  expect(attempt.outcome).toEqual({
    type: 'succeeded',
    result: { event: { do: 'echo' }, invocations: 1 },
  });
  expect(attempt.startedTime).toEqual(new Date('2031-05-06T07:08:09.000Z'));
  expect(attempt.log).toEqual(['invocation 1 of echo']);
  expect(attempt.initMs).toBeGreaterThan(0);
  expect(attempt.peakMemory).toBeGreaterThan(1_000_000);
});

test('the context is the one that Lambda gives', async () => {
  const { outcome } = await run(runtimeOf(), 'context');
  expect(outcome).toMatchObject({
    type: 'succeeded',
    result: {
      awsRequestId: 'request-context',
      functionName: 'evaluate',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:evaluate',
      memoryLimitInMB: '256',
      logGroupName: '/aws/lambda/evaluate',
      logStreamName: '2031/05/06/[$LATEST]sandbox',
    },
  });
  const { remaining } =
    outcome.type === 'succeeded' ? (outcome.result as { remaining: number }) : { remaining: 0 };
  expect(remaining).toBeGreaterThan(25_000);
  expect(remaining).toBeLessThanOrEqual(30_000);
});

test("the environment is the template's and Lambda's, and nothing of the sandbox's own", async () => {
  const { outcome } = await run(runtimeOf(), 'environment');
  expect(outcome).toEqual({
    type: 'succeeded',
    result: {
      GREETING: 'hello',
      _HANDLER: 'index.handler',
      TZ: ':UTC',
      LAMBDA_TASK_ROOT: lambdaFunction.codeDirectory,
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: 'evaluate',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/evaluate',
      AWS_LAMBDA_LOG_STREAM_NAME: '2031/05/06/[$LATEST]sandbox',
      AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    },
  });
});

test("the function's clock is the sandbox's, and follows it from one invocation to the next", async () => {
  const runtime = runtimeOf();
  const { outcome } = await run(runtime, 'time');
  const result = outcome.type === 'succeeded' ? (outcome.result as Record<string, unknown>) : {};
  expect(result).toMatchObject({ isDate: true, leap: '1970-01-01T00:00:00.000Z' });
  expect(result['date']).toMatch(/^2031-05-06T07:08:/);
  expect(result['called']).toMatch(/^Tue May 06 2031/);
  now = new Date('2031-05-06T11:00:00.000Z');
  const later = await run(runtime, 'time');
  expect(later.outcome).toMatchObject({ result: { date: expect.stringMatching(/^2031-05-06T11:00:/) } });
});

test('the process stays warm, also after the handler threw', async () => {
  const runtime = runtimeOf();
  await run(runtime, 'echo');
  const thrown = await run(runtime, 'throw');
  expect(thrown.outcome).toMatchObject({
    type: 'error',
    error: { errorType: 'TypeError', errorMessage: 'the handler threw' },
  });
  expect(thrown.log).toHaveLength(2);
  expect(thrown.log.join('\n')).toContain('the handler threw');
  const warm = await run(runtime, 'echo');
  expect(warm.outcome).toMatchObject({ result: { invocations: 3 } });
  expect(warm.initMs).toBeUndefined();
});

test('a process that ends by itself is a crash, and the next one is cold', async () => {
  const runtime = runtimeOf();
  const crashed = await run(runtime, 'exit');
  expect(crashed.outcome).toEqual({
    type: 'crash',
    error: {
      errorType: 'Runtime.ExitError',
      errorMessage: 'RequestId: request-exit Error: Runtime exited with error: exit status 3',
    },
  });
  expect((await run(runtime, 'echo')).outcome).toMatchObject({ result: { invocations: 1 } });
});

test('a handler that takes too long is killed, and the next process is cold', async () => {
  const runtime = runtimeOf({ timeoutSeconds: 0.05 });
  const late = await run(runtime, 'hang');
  expect(late.outcome).toEqual({
    type: 'timeout',
    error: {
      errorType: 'Sandbox.Timedout',
      errorMessage: 'RequestId: request-hang Error: Task timed out after 0.05 seconds',
    },
  });
  expect(late.log).toEqual([
    'invocation 1 of hang',
    'RequestId: request-hang Error: Task timed out after 0.05 seconds',
  ]);
  expect((await run(runtime, 'echo')).initMs).toBeGreaterThan(0);
});

test('every line that the function writes is in the log of its own invocation', async () => {
  const runtime = runtimeOf();
  const { log } = await run(runtime, 'write');
  expect(log).toHaveLength(1002);
  expect(log).toContain('the last line');
  expect((await run(runtime, 'echo')).log).toEqual(['invocation 2 of echo']);
});

test('two invocations at a time run in two processes', async () => {
  const runtime = runtimeOf();
  const both = await Promise.all([run(runtime, 'echo'), run(runtime, 'echo')]);
  expect(both.map(({ outcome }) => outcome)).toMatchObject([
    { result: { invocations: 1 } },
    { result: { invocations: 1 } },
  ]);
});

test('a process is not used beyond the life of its credentials', async () => {
  const runtime = runtimeOf();
  await run(runtime, 'echo');
  now = new Date('2031-05-06T18:59:45.000Z');
  credentialsExpire = new Date('2031-05-07T07:00:00.000Z');
  expect((await run(runtime, 'echo')).outcome).toMatchObject({ result: { invocations: 1 } });
});

test.each([
  ['missing.handler', 'Runtime.ImportModuleError', "Cannot find module 'missing'"],
  ['index.absent', 'Runtime.HandlerNotFound', 'index.absent is undefined or not exported'],
  ['broken.handler', 'Runtime.UserCodeSyntaxError', 'Unexpected end of input'],
])('a function whose handler is %s fails to load: %s', async (handler, errorType, errorMessage) => {
  const attempt = await run(runtimeOf({ handler }), 'echo');
  expect(attempt.outcome).toMatchObject({ type: 'crash', error: { errorType, errorMessage } });
});

test('the binary and flags of Node.js can be chosen', async () => {
  const { outcome } = await run(runtimeOf({}, { nodeFlags: ['--max-old-space-size=230'] }), 'flags');
  expect(outcome).toEqual({ type: 'succeeded', result: ['--max-old-space-size=230'] });
  const nowhere = await run(runtimeOf({}, { nodePath: '/nowhere/node' }), 'flags');
  expect(nowhere.outcome).toMatchObject({ type: 'crash' });
});

test('a function whose role is gone is not run', async () => {
  const { outcome, log } = await run(runtimeOf({}, { assumeRole: () => undefined }), 'echo');
  expect(outcome).toMatchObject({ type: 'crash', error: { errorType: 'AccessDeniedException' } });
  expect(log).toEqual(['The role defined for the function cannot be assumed by Lambda.']);
});
