import { asProblem, ConsoleMfaError } from '../rule/core/errors';

/** What was asked for cannot be done as it was asked: the process ends with exit code 64. */
export class UsageError extends ConsoleMfaError {
  override readonly name = 'UsageError';
}

/**
 * Reads something that was written by whoever runs the command.
 *
 * @throws UsageError for what is wrong with it.
 */
export function readAsUsage<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    const { code, message } = asProblem(cause);
    throw new UsageError(code, message.replace(`${code}: `, ''), { cause });
  }
}
