// Runs a function's handler in a process of its own, as Lambda's Node.js runtime does. The parent sends
// invocations over the IPC channel; the function's output goes to stdout and stderr.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const MachineDate = Date;
let clockOffsetMs = Number(process.env._SANDBOX_CLOCK_OFFSET_MS);
delete process.env._SANDBOX_CLOCK_OFFSET_MS;

// The machine's clock is the sandbox's.
const now = () => MachineDate.now() + clockOffsetMs;
globalThis.Date = new Proxy(MachineDate, {
  construct: (target, values, newTarget) =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
  apply: () => new MachineDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});

function lambdaError(error, errorType) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  const trace = (error.stack ?? '').split('\n');
  return { errorType: errorType ?? error.name, errorMessage: error.message, trace };
}

async function loadHandler() {
  const [file, exported] = process.env._HANDLER.split('.');
  const paths = ['.mjs', '.js', '.cjs'].map((extension) =>
    join(process.env.LAMBDA_TASK_ROOT, file + extension),
  );
  const path = paths.find((candidate) => existsSync(candidate));
  if (path === undefined)
    throw lambdaError(new Error(`Cannot find module '${file}'`), 'Runtime.ImportModuleError');
  let module;
  try {
    module = await import(pathToFileURL(path).href);
  } catch (error) {
    throw lambdaError(error, error instanceof SyntaxError ? 'Runtime.UserCodeSyntaxError' : undefined);
  }
  const handler = module[exported] ?? module.default?.[exported];
  if (typeof handler === 'function') return handler;
  throw lambdaError(
    new Error(`${process.env._HANDLER} is undefined or not exported`),
    'Runtime.HandlerNotFound',
  );
}

function contextOf({ requestId, functionArn, deadline }) {
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: functionArn,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () => Math.max(0, deadline - now()),
  };
}

/** In bytes. Linux counts the parent's memory, from before the process was itself, into a child's maxRSS. */
function peakMemory() {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const [, kilobytes = process.resourceUsage().maxRSS] = /^VmHWM:\s*(\d+)/m.exec(status) ?? [];
  return Number(kilobytes) * 1024;
}

/** Marks the end of the output on both streams, so that the parent reads all of it before it answers. */
function markEnd() {
  process.stdout.write('\0\n');
  process.stderr.write('\0\n');
}

async function invoke(handler, { event, requestId, functionArn, timeoutMs, ...clock }) {
  clockOffsetMs = clock.clockOffsetMs;
  const deadline = now() + timeoutMs;
  let answer;
  try {
    const result = await handler(event, contextOf({ requestId, functionArn, deadline }));
    answer = { type: 'succeeded', result };
  } catch (thrown) {
    const error = lambdaError(thrown);
    const line = [new Date().toISOString(), requestId, 'ERROR', 'Invoke Error ', JSON.stringify(error)];
    process.stderr.write(`${line.join('\t')}\n`);
    answer = { type: 'error', error };
  }
  markEnd();
  process.send({ ...answer, peakMemory: peakMemory() });
}

process.on('disconnect', () => process.exit());
try {
  const handler = await loadHandler();
  process.on('message', (invocation) => invoke(handler, invocation));
  process.send({ type: 'ready' });
} catch (error) {
  process.send({ type: 'init-error', error }, () => process.exit(1));
}
