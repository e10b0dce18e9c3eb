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
