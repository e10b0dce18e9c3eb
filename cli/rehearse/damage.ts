import { ConsoleMfaError, NAMES_SHOWN, quoted } from '../../rule/core/errors';
import { counted } from '../text/count';

/** What could not be read in log files, by number, and the first of them by name. */
export class Damage {
  #files = 0;
  #records = 0;
  readonly #names: string[] = [];

  /** Files and folders that could not be read, or not to their end. */
  get files(): number {
    return this.#files;
  }

  /** Records that could not be read. */
  get records(): number {
    return this.#records;
  }

  /** The first 20. */
  get names(): readonly string[] {
    return this.#names;
  }

  file(path: string, reason: string): void {
    this.#files += 1;
    this.#name(`${quoted(path)} (${reason})`);
  }

  /** @param number of the record in its file, from 1. */
  record(path: string, number: number, reason: string): void {
    this.#records += 1;
    this.#name(`record ${number} of ${quoted(path)} (${reason})`);
  }

  /** Undefined where everything could be read. */
  problem(): ConsoleMfaError | undefined {
    const parts = [
      ...(this.#files === 0 ? [] : [counted(this.#files, 'file')]),
      ...(this.#records === 0 ? [] : [counted(this.#records, 'record')]),
    ];
    if (parts.length === 0) return undefined;
    const more = this.#files + this.#records - this.#names.length;
    const names = [...this.#names, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
    return new ConsoleMfaError(
      'EventsDamaged',
      `${parts.join(' and ')} could not be read, or not to the end: ${names}; fetch them again`,
    );
  }

  #name(name: string): void {
    if (this.#names.length < NAMES_SHOWN) this.#names.push(name);
  }
}
