import type { MfaDeviceType } from '../../sandbox/account/mfa-device';
import type { Tag } from '../../sandbox/account/tags';

/** A user to be made. Ages are in seconds before the account's present. */
export interface UserDraft {
  readonly userName: string;
  readonly path: string;
  readonly age: number;
  readonly password: PasswordDraft | undefined;
  readonly devices: readonly MfaDeviceType[];
  /** How many access keys: at most 2. */
  readonly accessKeys: number;
  readonly tags: readonly Tag[];
  /** Names of groups. */
  readonly groups: readonly string[];
}

export interface PasswordDraft {
  /** No greater than the user's. */
  readonly age: number;
  /** How long ago it was used; undefined if never. */
  readonly lastUsedAge: number | undefined;
}
