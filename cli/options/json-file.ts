import { readFileSync } from 'node:fs';
import { type ErrorCode, quoted } from '../../rule/core/errors';
import { errorMessage } from '../text/error-message';
import { UsageError } from '../usage-error';

/**
 * What a file of JSON holds.
 *
 * @throws UsageError with the code given, for a file that cannot be read or holds no JSON.
 */
export function readJsonFile(path: string, code: ErrorCode): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UsageError(code, `${quoted(path)} cannot be read (${errorMessage(cause)}); name another file`, {
      cause,
    });
  }
  try {
    // Windows' editors begin a file with a byte order mark, which JSON does not know.
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    // The parser's own message would quote the file, and it may be one that holds secrets.
    throw new UsageError(code, `${quoted(path)} is not JSON; name another file`);
  }
}
