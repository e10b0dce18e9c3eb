import type { Attempt, Outcome } from './attempt';
import type { LambdaFunction } from './lambda-function';
import { type Answer, type NodeSettings, RuntimeProcess } from './runtime-process';

/** How long Lambda lets a function load. */
const INIT_TIMEOUT_MS = 10_000;

export interface Request {
  readonly requestId: string;
  readonly event: unknown;
  /** What the sandbox's clock is ahead of the machine's. */
  readonly clockOffsetMs: number;
}

/** A process that holds a loaded function and runs its handler, one invocation at a time. */
export class ExecutionEnvironment {
  readonly #function: LambdaFunction;
  readonly #process: RuntimeProcess;
  readonly #startedMs = performance.now();
  #loaded = false;

  constructor(
    lambdaFunction: LambdaFunction,
    node: NodeSettings,
    environment: Readonly<Record<string, string>>,
    clockOffsetMs: number,
  ) {
    this.#function = lambdaFunction;
    this.#process = new RuntimeProcess(node, lambdaFunction.codeDirectory, {
      ...environment,
      _SANDBOX_CLOCK_OFFSET_MS: String(clockOffsetMs),
    });
  }

  /** Whether it can take another invocation. */
  get alive(): boolean {
    return this.#process.alive;
  }

  async invoke(request: Request): Promise<Omit<Attempt, 'startedTime'>> {
    const cold = !this.#loaded;
    const loading = cold ? await this.#process.load(INIT_TIMEOUT_MS) : undefined;
    const initMs = cold ? performance.now() - this.#startedMs : undefined;
    this.#loaded = true;
    if (loading !== undefined && loading.type !== 'ready') {
      await this.stop();
      return this.#attempt(request, loading, { initMs, durationMs: 0 });
    }
    const { timeoutSeconds, functionArn } = this.#function;
    const began = performance.now();
    const answer = await this.#process.invoke({ ...request, functionArn, timeoutMs: timeoutSeconds * 1000 });
    return this.#attempt(request, answer, { initMs, durationMs: performance.now() - began });
  }

  async stop(): Promise<void> {
    await this.#process.stop();
  }

  #attempt(
    { requestId }: Request,
    answer: Answer,
    times: Pick<Attempt, 'initMs' | 'durationMs'>,
  ): Omit<Attempt, 'startedTime'> {
    const outcome = outcomeOf(answer, requestId, this.#function.timeoutSeconds);
    const log = this.#process.takeLog();
    const ownLine =
      outcome.type === 'timeout' || outcome.type === 'crash' ? [outcome.error.errorMessage] : [];
    return {
      ...times,
      peakMemory: 'peakMemory' in answer ? answer.peakMemory : undefined,
      log: [...log, ...ownLine],
      outcome,
    };
  }
}

/** In the words of Lambda's own runtime. */
function outcomeOf(answer: Answer, requestId: string, timeoutSeconds: number): Outcome {
  const failed = (errorType: string, what: string) => ({
    errorType,
    errorMessage: `RequestId: ${requestId} Error: ${what}`,
  });
  switch (answer.type) {
    case 'succeeded':
      return { type: 'succeeded', result: answer.result };
    case 'error':
      return { type: 'error', error: answer.error };
    case 'init-error':
      return { type: 'crash', error: answer.error };
    case 'timed-out': {
      const what = `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
      return { type: 'timeout', error: failed('Sandbox.Timedout', what) };
    }
    case 'exited':
      return {
        type: 'crash',
        error: failed('Runtime.ExitError', `Runtime exited with error: ${answer.how}`),
      };
    case 'ready':
      return { type: 'crash', error: failed('Runtime.Unknown', 'The runtime answered out of turn') };
  }
}
