/** The codes of the errors that end this program. */
export type AcceptanceErrorCode =
  | 'InvalidFlags'
  | 'LeftBehind'
  | 'NameTaken'
  | 'NoResults'
  | 'NotRemoved'
  | 'RuleNotDeployed'
  | 'Stopped'
  | 'WrongAccount';

/** Ends the program with one line: a code, what is wrong, and the remedy. */
export class AcceptanceError extends Error {
  override readonly name = 'AcceptanceError';

  constructor(
    readonly code: AcceptanceErrorCode,
    message: string,
    readonly exitCode = 2,
  ) {
    super(`${code}: ${message}`);
  }
}
