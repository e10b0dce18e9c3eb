import { Secret, TOTP } from 'otpauth';
import type { CodePair } from './enrolment-access';

/** How long a code is shown, in milliseconds. */
const STEP_MS = 30_000;

/** A code as it was typed, without the spaces that apps show in it; undefined for what is none. */
export function parseCode(text: string): string | undefined {
  const code = text.replace(/\s/g, '');
  return /^\d{6}$/.test(code) ? code : undefined;
}

/** The seconds until apps show the next code. */
export function secondsToNextCode(awsTime: number): number {
  return Math.ceil((STEP_MS - (awsTime % STEP_MS)) / 1000);
}

/** What two codes are, by the secret that they should come from. */
export type PairReading =
  /** They follow each other. The second one is that many seconds ahead of AWS's time; negative for behind. */
  | { readonly kind: 'consecutive'; readonly secondsAhead: number }
  /** The first one is the later. */
  | { readonly kind: 'swapped' }
  | { readonly kind: 'apart'; readonly seconds: number }
  /** At least one is of another secret, or far too old. */
  | { readonly kind: 'foreign' };

/** A clock that is set by hand may be wrong by a time zone. */
const PAIR_REACH = (14 * 3600 * 1000) / STEP_MS;
/** Beyond ten minutes, one code alone may fit by chance. */
const CODE_REACH = 20;

/** Whether codes that reach AWS so many seconds off count as in time: the code before and the code after are as good. */
export function inTime(secondsAhead: number): boolean {
  return Math.abs(secondsAhead) <= STEP_MS / 1000;
}

export function readPair(secret: string, [code1, code2]: CodePair, awsTime: number): PairReading {
  const now = Math.floor(awsTime / STEP_MS);
  const codes = codesOf(secret);
  const pair = nearest(now, PAIR_REACH, (step) => codes(step) === code2 && codes(step - 1) === code1);
  if (pair !== undefined) return { kind: 'consecutive', secondsAhead: seconds(pair - now) };
  const first = nearest(now, CODE_REACH, (step) => codes(step) === code1);
  const second = nearest(now, CODE_REACH, (step) => codes(step) === code2);
  if (first === undefined || second === undefined) return { kind: 'foreign' };
  return second < first ? { kind: 'swapped' } : { kind: 'apart', seconds: seconds(second - first) };
}

/** The code of each step, worked out once. */
function codesOf(secret: string): (step: number) => string {
  const key = Secret.fromBase32(secret);
  const known = new Map<number, string>();
  return (step) => {
    const code = known.get(step) ?? TOTP.generate({ secret: key, timestamp: Math.max(0, step) * STEP_MS });
    known.set(step, code);
    return code;
  };
}

/** The nearest step for which something holds. */
function nearest(now: number, reach: number, holds: (step: number) => boolean): number | undefined {
  for (let away = 0; away <= reach; away++) {
    const step = [now - away, now + away].find(holds);
    if (step !== undefined) return step;
  }
  return undefined;
}

function seconds(steps: number): number {
  return (steps * STEP_MS) / 1000;
}
