import type { Scheduler } from '../../account/scheduler';
import type { Attempt } from './attempt';
import type { LambdaRuntime } from './lambda-runtime';

/**
 * How long Lambda waits before it tries a failed asynchronous invocation again.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
const RETRY_DELAYS_MS = [60_000, 120_000] as const;

/** An asynchronous invocation of a function, with all its attempts so far. */
export interface Invocation {
  readonly requestId: string;
  readonly functionName: string;
  readonly event: unknown;
  readonly attempts: readonly Attempt[];
  readonly status: 'running' | 'succeeded' | 'waiting to retry' | 'failed';
}

/** What an invocation tells of itself while it goes on. */
export interface InvocationListener {
  /** Told whenever the invocation is another than before. */
  readonly onChange?: (invocation: Invocation) => void;
  readonly onAttemptStart?: () => void;
  readonly onAttemptEnd?: () => void;
}

/**
 * Invokes as AWS Config does: without waiting, and again after a failure, twice, with the same event. Lambda delivers
 * an event at least once: where the runtime says so, it comes a second time whatever became of the first.
 */
export function invokeAsynchronously(
  runtime: LambdaRuntime,
  scheduler: Scheduler,
  { requestId, event }: Pick<Invocation, 'requestId' | 'event'>,
  listener: InvocationListener,
): void {
  const { functionName } = runtime.lambdaFunction;
  const attempts: Attempt[] = [];
  const tell = (status: Invocation['status']) =>
    listener.onChange?.({ requestId, functionName, event, attempts: [...attempts], status });

  const attempt = async (retries: number): Promise<void> => {
    tell('running');
    listener.onAttemptStart?.();
    const made = await runtime.invoke({ requestId, event });
    attempts.push(made);
    listener.onAttemptEnd?.();
    if (made.outcome.type === 'succeeded') return tell('succeeded');
    const delay = RETRY_DELAYS_MS[retries];
    if (delay === undefined) return tell('failed');
    tell('waiting to retry');
    scheduler.addIn(delay, () => attempt(retries + 1));
  };
  scheduler.addIn(0, () => attempt(0));
  if (runtime.againAfterMs !== undefined) scheduler.addIn(runtime.againAfterMs, () => attempt(0));
}
