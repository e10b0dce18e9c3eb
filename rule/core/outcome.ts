import type { ConsoleMfaError } from './errors';
import type { KnownUser, ListedUser } from './known-user';
import type { RootVerdict } from './root';
import type { Verdict } from './verdict';

/** What a run has come to about one user. */
export type Outcome =
  | { readonly status: 'judged'; readonly user: KnownUser; readonly verdict: Verdict }
  /** A fact could not be read, or the name no longer belongs to the id: no evaluation. */
  | { readonly status: 'withheld'; readonly user: ListedUser; readonly error: ConsoleMfaError }
  /** An earlier delivery of the same event has stored a result of this user. */
  | { readonly status: 'settled'; readonly user: ListedUser }
  /** No longer listed. */
  | { readonly status: 'gone'; readonly user: ListedUser };

/** What a run has found out about an account. */
export interface Assessment {
  readonly outcomes: readonly Outcome[];
  /** Absent where the root user is not evaluated, or could not be read. */
  readonly root?: RootVerdict;
  /** The ids that IAM listed at the end; absent where that list could not be read. */
  readonly listedAtTheEnd?: ReadonlySet<string>;
  /** What went wrong beyond single users. A run with a problem ends by throwing. */
  readonly problems: readonly ConsoleMfaError[];
}
