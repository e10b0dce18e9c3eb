import { ConsoleMfaError } from '../lambda/core/errors';

/** What was asked for cannot be done as it was asked: the process ends with exit code 64. */
export class UsageError extends ConsoleMfaError {
  override readonly name = 'UsageError';
}
