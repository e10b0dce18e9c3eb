import { addTo, byCount, compare } from './counts';
import { DeniedTally } from './denied-tally';
import type { RehearsalVerdict, UserRehearsal } from './rehearsal';
import type { CallByUser, SignIn } from './replayed-event';

/** Counts what one user did within the window, in any order of time. */
export class UserTally {
  readonly #userName: string;
  readonly #denied = new Map<string, DeniedTally>();
  readonly #deniedByDay = new Map<string, number>();
  readonly #unknownReasons = new Map<string, number>();
  #calls = 0;
  #unknown = 0;
  #signInsWithoutMfa = 0;
  #lastSignInWithoutMfa: string | undefined;

  constructor(userName: string) {
    this.#userName = userName;
  }

  addCall(call: CallByUser): void {
    this.#calls += 1;
    if (call.outcome.type === 'denied') this.#addDenied(call);
    if (call.outcome.type === 'unknown') {
      this.#unknown += 1;
      addTo(this.#unknownReasons, call.outcome.reason);
    }
  }

  #addDenied(call: CallByUser): void {
    const key = DeniedTally.keyOf(call);
    const denied = this.#denied.get(key) ?? new DeniedTally(call);
    this.#denied.set(key, denied);
    denied.add(call);
    addTo(this.#deniedByDay, call.time.slice(0, DAY));
  }

  addSignIn({ mfa, time }: SignIn): void {
    if (mfa) return;
    this.#signInsWithoutMfa += 1;
    if (time > (this.#lastSignInWithoutMfa ?? '')) this.#lastSignInWithoutMfa = time;
  }

  result(callsInSession: ReadonlyMap<string, number>): UserRehearsal {
    return {
      userName: this.#userName,
      verdict: this.#verdict(),
      calls: this.#calls,
      denied: Array.from(this.#denied.values(), (denied) => denied.result(callsInSession)).sort(
        byCount(({ action, accessKeyId = '' }) => `${action} ${accessKeyId}`),
      ),
      unknown: this.#unknown,
      unknownReasons: this.#unknownReasons,
      signInsWithoutMfa: this.#signInsWithoutMfa,
      lastSignInWithoutMfa: this.#lastSignInWithoutMfa,
      deniedByDay: new Map(Array.from(this.#deniedByDay).sort(([one], [another]) => compare(one, another))),
    };
  }

  #verdict(): RehearsalVerdict {
    if (this.#denied.size > 0) return 'denied';
    if (this.#unknown > 0) return 'unknown';
    return this.#calls > 0 ? 'unaffected' : 'no-calls';
  }
}

/** Characters of a day, `YYYY-MM-DD`, at the beginning of a time. */
const DAY = 10;
