import { createHash } from 'node:crypto';

/**
 * The prefixes of IAM's unique ids.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
 */
export type IdPrefix = 'AIDA' | 'AGPA' | 'AROA' | 'ANPA' | 'AKIA' | 'ASIA';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE64 = `${BASE32}0189abcdefghijklmnopqrstuvwxyz+/`;

/** Ids, keys and secrets that look like AWS's and come in the same order from the same seed. */
export class Ids {
  readonly #seed: string;
  #count = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** A unique id: the prefix and 17 characters; 16 after the prefix of an access key. */
  unique(prefix: IdPrefix): string {
    return prefix + this.#characters(prefix === 'AKIA' || prefix === 'ASIA' ? 16 : 17, BASE32);
  }

  /** 40 characters, as a secret access key has. */
  secretAccessKey(): string {
    return this.#characters(40, BASE64);
  }

  sessionToken(): string {
    return `FwoGZXIvYXdzE${this.#characters(280, BASE64)}`;
  }

  /** The 64 characters of base32 that IAM gives as a virtual MFA device's secret configuration key. */
  base32Seed(): string {
    return this.#characters(64, BASE32);
  }

  /** What IAM ends the serial number of a passkey or security key with. */
  fidoSuffix(): string {
    return this.#characters(26, BASE32);
  }

  requestId(): string {
    return uuidOf(this.#digest(0).toString('hex'));
  }

  #characters(length: number, alphabet: string): string {
    let text = '';
    for (let block = 0; text.length < length; block += 1) {
      for (const byte of this.#digest(block)) text += alphabet.charAt(byte % alphabet.length);
    }
    this.#count += 1;
    return text.slice(0, length);
  }

  #digest(block: number): Buffer {
    if (block === 0) this.#count += 1;
    return createHash('sha256').update(`${this.#seed}/${this.#count}/${block}`).digest();
  }
}

/** A UUID of at least 32 hexadecimal digits. */
export function uuidOf(hex: string): string {
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
