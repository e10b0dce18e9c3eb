import { parseCode } from '../enrol/codes';
import type { CodePair } from '../enrol/enrolment-access';
import { UsageError } from '../usage-error';

export interface CodeOptions {
  readonly code1?: string;
  readonly code2?: string;
}

/**
 * The codes that flags give, or undefined where they give none.
 *
 * @throws UsageError for one code alone, for what is no code, and for the same one twice.
 */
export function readCodes({ code1, code2 }: CodeOptions): CodePair | undefined {
  if (code1 === undefined && code2 === undefined) return undefined;
  if (code1 === undefined || code2 === undefined) {
    throw new UsageError('CodesMissing', 'two codes that follow each other are needed: --code1 and --code2');
  }
  const [first, second] = [parseCode(code1), parseCode(code2)];
  if (first === undefined || second === undefined) {
    throw new UsageError('InvalidCode', '--code1 and --code2 have six digits each');
  }
  if (first === second) {
    throw new UsageError(
      'SameCode',
      '--code2 is the same as --code1; wait for the next one that the app shows',
    );
  }
  return [first, second];
}
