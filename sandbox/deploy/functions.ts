import type { Account } from '../account/account';
import type { Scheduler } from '../account/scheduler';
import { type Invocation, type InvocationListener, invokeAsynchronously } from './lambda/asynchronous';
import type { Attempt } from './lambda/attempt';
import { type LambdaFunction, type LambdaPermission, mayInvoke } from './lambda/lambda-function';
import { LambdaRuntime, type LambdaSettings } from './lambda/lambda-runtime';

/** How many invocations are kept, each with its log. */
const INVOCATIONS_KEPT = 500;

/** What Lambda's metrics count, over the invocations that are kept. */
export interface FunctionMetrics {
  readonly invocations: number;
  /** Attempts that threw, crashed or took too long. */
  readonly errors: number;
  /** Milliseconds, of every attempt. */
  readonly durations: readonly number[];
}

/** The account's Lambda functions. */
export class Functions {
  readonly #account: Account;
  readonly #scheduler: Scheduler;
  readonly #settings: LambdaSettings;
  readonly #runtimes = new Map<string, LambdaRuntime>();
  readonly #permissions: LambdaPermission[] = [];
  readonly #invocations = new Map<string, Invocation>();

  constructor(account: Account, scheduler: Scheduler, settings: LambdaSettings) {
    this.#account = account;
    this.#scheduler = scheduler;
    this.#settings = settings;
  }

  /** The last 500 asynchronous invocations, oldest first. */
  get invocations(): readonly Invocation[] {
    return [...this.#invocations.values()];
  }

  invocation(requestId: string): Invocation | undefined {
    return this.#invocations.get(requestId);
  }

  get all(): readonly LambdaFunction[] {
    return [...this.#runtimes.values()].map(({ lambdaFunction }) => lambdaFunction);
  }

  add(lambdaFunction: LambdaFunction): void {
    const { timeoutSeconds = lambdaFunction.timeoutSeconds } = this.#settings;
    const runtime = new LambdaRuntime({ ...lambdaFunction, timeoutSeconds }, this.#settings);
    this.#runtimes.set(lambdaFunction.functionArn, runtime);
  }

  permit(permission: LambdaPermission): void {
    this.#permissions.push(permission);
  }

  /** Whether the function exists and lets AWS Config invoke it for this account. */
  mayConfigInvoke(functionArn: string): boolean {
    const { accountId } = this.#account;
    return (
      this.#runtimes.has(functionArn) &&
      mayInvoke(this.#permissions, functionArn, 'config.amazonaws.com', accountId)
    );
  }

  /** Invokes without waiting; a function that does not exist any more is not invoked. Returns the request's id. */
  invoke(functionArn: string, event: unknown, listener: InvocationListener = {}): string {
    const requestId = this.#account.ids.requestId();
    const runtime = this.#runtimes.get(functionArn);
    if (runtime === undefined) return requestId;
    invokeAsynchronously(
      runtime,
      this.#scheduler,
      { requestId, event },
      {
        ...listener,
        onChange: (invocation) => {
          this.#keep(invocation);
          listener.onChange?.(invocation);
        },
      },
    );
    return requestId;
  }

  /** Invokes once and waits for the answer; a function that does not exist gives none. */
  async invokeAndWait(functionArn: string, event: unknown): Promise<Attempt | undefined> {
    const requestId = this.#account.ids.requestId();
    return this.#runtimes.get(functionArn)?.invoke({ requestId, event });
  }

  metrics(functionName: string): FunctionMetrics {
    const attempts = this.invocations
      .filter((invocation) => invocation.functionName === functionName)
      .flatMap((invocation) => invocation.attempts);
    return {
      invocations: attempts.length,
      errors: attempts.filter(({ outcome }) => outcome.type !== 'succeeded').length,
      durations: attempts.map(({ durationMs }) => durationMs),
    };
  }

  #keep(invocation: Invocation): void {
    this.#invocations.set(invocation.requestId, invocation);
    const [oldest] = this.#invocations.keys();
    if (this.#invocations.size > INVOCATIONS_KEPT && oldest !== undefined) this.#invocations.delete(oldest);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#runtimes.values()].map((runtime) => runtime.stop()));
  }
}
