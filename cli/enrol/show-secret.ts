import type { Conversation } from './conversation';
import type { NewDevice } from './enrolment-access';
import { inGroups, keyUri } from './key-uri';
import { blackOnWhite, qrCodeLines } from './qr-code';

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
