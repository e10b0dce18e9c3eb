import { randomUUID } from 'node:crypto';
import { accessSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ConsoleMfaError, quoted } from '../../rule/core/errors';
import { errorMessage } from '../text/error-message';
import { UsageError } from '../usage-error';

/** A file that a document can be written to, whole or not at all. */
export class OutputFile {
  readonly #path: string;

  /** @throws UsageError `InvalidOutput` for a path that no file can be written to, before any work is done. */
  constructor(path: string) {
    this.#path = writable(path);
  }

  /**
   * Writes beside the file and takes its place, without giving way to anything else in this process: neither a signal
   * nor a failure leaves half a document, and what was there before stays until the new one is whole.
   *
   * @throws ConsoleMfaError `OutputNotWritten`.
   */
  write(document: string): void {
    const temporary = join(dirname(this.#path), `.${basename(this.#path)}.${randomUUID()}`);
    try {
      writeFileSync(temporary, document, { flag: 'wx' });
      renameSync(temporary, this.#path);
    } catch (cause) {
      rmSync(temporary, { force: true });
      throw new ConsoleMfaError(
        'OutputNotWritten',
        `${quoted(this.#path)} could not be written: ${errorMessage(cause)}`,
        {
          cause,
        },
      );
    }
  }
}

/** Where a symbolic link leads is replaced, not the link. */
function writable(path: string): string {
  try {
    const existing = statSync(path, { throwIfNoEntry: false });
    if (existing !== undefined && !existing.isFile()) throw new Error('it is no regular file');
    const target = existing === undefined ? resolve(path) : realpathSync(path);
    accessSync(dirname(target), constants.W_OK | constants.X_OK);
    return target;
  } catch (cause) {
    const message = `${quoted(path)} cannot be written to: ${errorMessage(cause)}; name a file in a directory that is there`;
    throw new UsageError('InvalidOutput', message, { cause });
  }
}
