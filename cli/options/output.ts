import { randomUUID } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ConsoleMfaError, quoted } from '../../rule/core/errors';
import { errorMessage } from '../text/error-message';
import { UsageError } from '../usage-error';

/** A document may say who has no MFA: a new file is its owner's alone. */
const OWNER_ONLY = 0o600;
const PERMISSIONS = 0o777;

/** A file that a document can be written to, whole or not at all. */
export class OutputFile {
  readonly #path: string;

  /**
   * @param name as it was given.
   * @throws UsageError `InvalidOutput` for a path that no file can be written to, before any work is done.
   */
  constructor(readonly name: string) {
    this.#path = writable(name);
  }

  /**
   * Writes beside the file and takes its place, without giving way to anything else in this process: neither a signal
   * nor a failure leaves half a document, and what was there before stays until the new one is whole. The new one is
   * open to the same readers.
   *
   * @throws ConsoleMfaError `OutputNotWritten`.
   */
  write(document: string): void {
    const temporary = join(dirname(this.#path), `.${basename(this.#path)}.${randomUUID()}`);
    try {
      const existing = statSync(this.#path, { throwIfNoEntry: false });
      writeFileSync(temporary, document, { flag: 'wx', flush: true, mode: OWNER_ONLY });
      // Not by the mode above, of which the umask takes its part.
      chmodSync(temporary, existing === undefined ? OWNER_ONLY : existing.mode & PERMISSIONS);
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
