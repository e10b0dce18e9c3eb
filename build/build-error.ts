/** A build that cannot be finished, with a code and what to do about it. */
export class BuildError extends Error {
  override readonly name = 'BuildError';

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
  }
}
