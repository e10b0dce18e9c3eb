import { ConsoleMfaError } from '../rule/core/errors';
import { EXIT } from './exit-code';

/** Somebody pressed Ctrl-C, or the process was told to end, while a command had something to leave in order. */
export class Interrupted extends ConsoleMfaError {
  override readonly name = 'Interrupted';

  constructor(readonly exitCode: typeof EXIT.interrupted | typeof EXIT.terminated = EXIT.interrupted) {
    super('Interrupted', 'stopped before it was done');
  }
}

/** Work that wants to leave things in order when it is interrupted: its signal is aborted with `Interrupted`. */
export type Interruptible<Result> = (interruption: AbortController) => Promise<Result>;
