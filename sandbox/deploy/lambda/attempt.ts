/** An error as Lambda reports it. */
export interface LambdaError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type Outcome =
  | { readonly type: 'succeeded'; readonly result: unknown }
  /** The handler threw; the process stays warm. */
  | { readonly type: 'error'; readonly error: LambdaError }
  /** Killed at the function's timeout. */
  | { readonly type: 'timeout'; readonly error: LambdaError }
  /** The process could not load the handler, or ended by itself. */
  | { readonly type: 'crash'; readonly error: LambdaError };

/** One run of a function's handler. */
export interface Attempt {
  /** By the sandbox's clock. */
  readonly startedTime: Date;
  /** Loading the function and its handler; absent when the process was warm. */
  readonly initMs: number | undefined;
  readonly durationMs: number;
  /** The most memory that the process has held so far, in bytes; absent if it did not live to tell. */
  readonly peakMemory: number | undefined;
  /** What the process wrote to its output, in lines. */
  readonly log: readonly string[];
  readonly outcome: Outcome;
}
