import { ConsoleMfaError } from '../../rule/core/errors';

/** The error of this project that something throws; anything else that it does fails the test. */
export function thrownBy(act: () => unknown): ConsoleMfaError {
  try {
    act();
  } catch (error) {
    if (error instanceof ConsoleMfaError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The same for what is awaited. */
export async function rejectionOf(promise: Promise<unknown>): Promise<ConsoleMfaError> {
  const settled = await promise.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  return thrownBy(() => {
    if (settled !== undefined) throw settled.error;
  });
}
