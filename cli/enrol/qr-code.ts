import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { toBuffer, toString as toText } from 'qrcode';
import { quoted } from '../../rule/core/errors';
import { UsageError } from '../usage-error';

/** Light modules around the code, without which cameras do not find it. */
const MARGIN = 2;
/** Black on white whatever the terminal's colours: many cameras read nothing else. */
const BLACK_ON_WHITE = '\u001b[30;107m';
const RESET = '\u001b[0m';

/** A QR code as lines of text, all equally long, two modules a character. */
export async function qrCodeLines(uri: string): Promise<readonly string[]> {
  const text = await toText(uri, { type: 'utf8', errorCorrectionLevel: 'L', margin: MARGIN });
  return text.split('\n');
}

export function blackOnWhite(line: string): string {
  return `${BLACK_ON_WHITE}${line}${RESET}`;
}

/** A new file for a QR code, for its owner only, since the secret is in it. */
export class QrCodeFile {
  readonly #descriptor: number;

  /** @throws UsageError `InvalidPngFile` for a path that no new file can be made at, before there is a secret. */
  constructor(readonly path: string) {
    try {
      this.#descriptor = openSync(path, 'wx', 0o600);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new UsageError(
        'InvalidPngFile',
        `${quoted(path)} cannot be made (${why}); name a file that is not there yet`,
        { cause },
      );
    }
  }

  async write(uri: string): Promise<void> {
    writeSync(this.#descriptor, await toBuffer(uri));
    closeSync(this.#descriptor);
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }
}
