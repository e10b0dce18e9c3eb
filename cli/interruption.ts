import { ConsoleMfaError } from '../rule/core/errors';
import { EXIT } from './exit-code';

type Interruption = typeof EXIT.hungUp | typeof EXIT.interrupted | typeof EXIT.terminated;

/** Ctrl-C, SIGTERM, or a terminal that was closed, while a command had something to leave in order. */
export class Interrupted extends ConsoleMfaError {
  override readonly name = 'Interrupted';

  constructor(readonly exitCode: Interruption = EXIT.interrupted) {
    super('Interrupted', 'stopped before it was done');
  }
}

/** Work that wants to leave things in order when it is interrupted: its signal is aborted with `Interrupted`. */
export type Interruptible<Result> = (interruption: AbortController) => Promise<Result>;
