import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { toBuffer, toString as toText } from 'qrcode';
import { quoted } from '../../rule/core/errors';
import { errorMessage } from '../text/error-message';
import { UsageError } from '../usage-error';
import type { Conversation } from './conversation';
import type { NewDevice } from './enrolment-access';

/** The name under which an authenticator app lists the codes, and in short: the QR code has to fit on a terminal. */
export const ISSUER = 'AWS';

/** What the app shows beside it. */
export function labelOf(userName: string, accountId: string): string {
  return `${userName}@${accountId}`;
}

/**
 * What the QR code holds. IAM's codes have six digits and last 30 seconds, which is what apps take for granted.
 *
 * @param secret in base32.
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
export function keyUri(secret: string, label: string): string {
  return `otpauth://totp/${ISSUER}:${encodeURIComponent(label)}?secret=${secret}&issuer=${ISSUER}`;
}

/** The secret as people type it: in groups of four, which apps take as well. */
export function inGroups(secret: string): string {
  return secret.replace(/.{4}(?=.)/g, '$& ');
}

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
      throw new UsageError(
        'InvalidPngFile',
        `${quoted(path)} cannot be made (${errorMessage(cause)}); name a file that is not there yet`,
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

/** Shows the QR code and the secret configuration key, on the screen and nowhere else. */
export async function showSecret(
  conversation: Conversation,
  { secret }: NewDevice,
  label: string,
): Promise<void> {
  const { isTerminal, columns = Number.POSITIVE_INFINITY } = conversation;
  const lines = await qrCodeLines(keyUri(secret, label));
  const wide = lines[0]?.length ?? 0;
  const code =
    wide > columns
      ? `(The QR code needs ${wide} columns and this window has ${columns}: make it wider and type "show".)`
      : lines.map((line) => (isTerminal ? blackOnWhite(line) : line)).join('\n');
  await conversation.tell(`
Scan this with an authenticator app:

${code}

Or type the secret configuration key into it: ${inGroups(secret)}
Whoever has it can make your codes: keep it to yourself.
`);
}
