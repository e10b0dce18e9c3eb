/**
 * What is to go wrong in a sandbox, and when. It is plain data: it can be printed as `--fault` rules, kept as JSON and
 * played again.
 */
export interface FaultSchedule {
  /** What the chances of its rules follow from. */
  readonly seed: number;
  readonly rules: readonly FaultRule[];
}

export type FaultRule = CallFault | AccountChange | FunctionFault;

/** Strikes calls. Those that several rules fit suffer from all of them. */
export interface CallFault {
  readonly on: 'call';
  /** As policies spell it, e.g. `iam:GetLoginProfile`, `iam:*` or `*`. */
  readonly action: string;
  /** Only calls whose input has this `UserName`. */
  readonly userName?: string;
  /** Lets that many of them through first. @default 0 */
  readonly after?: number;
  /** How many it then strikes. @default - all */
  readonly times?: number;
  /** The chance that it strikes one of them, from 0 to 1. @default 1 */
  readonly chance?: number;
  readonly effect: Effect;
}

/** What befalls a call. The effects with a number are in `EFFECTS`. */
export interface Effect {
  readonly kind: EffectKind;
  readonly value?: number;
}

export type EffectKind = keyof typeof EFFECTS;

/** Every effect in words, with the values of those that take one. */
export const EFFECTS = {
  Throttling: { does: "the service's own error for too many calls" },
  ServiceFailure: { does: 'status 500' },
  ServiceUnavailable: { does: 'status 503' },
  AccessDenied: { does: 'as if a service control policy denied it' },
  InvalidResultToken: { does: 'PutEvaluations finds the result token expired' },
  slow: { does: 'milliseconds before anything is done', value: [1, 600_000] },
  cut: { does: 'the connection breaks before anything is done' },
  'cut-answer': { does: 'it is done, and the connection breaks in the middle of the answer' },
  'lost-answer': { does: 'it is done, and the answer is status 500' },
  'empty-page': { does: 'a list gives an empty page that says there is more' },
  'short-pages': { does: 'a list gives at most so many items a page', value: [1, 1_000] },
  lag: { does: 'the answer is of so many calls ago', value: [1, 100] },
  'failed-evaluations': {
    does: 'PutEvaluations does not take every n-th evaluation, or with 1 none',
    value: [1, 100],
  },
} as const satisfies Readonly<
  Record<string, { readonly does: string; readonly value?: readonly [least: number, most: number] }>
>;

/** Somebody changes a user between two calls. Nothing happens where there is no such user, or the name is taken. */
export interface AccountChange {
  readonly on: 'account';
  /** The number of the call that comes next, counted from the start of the sandbox, from 1. */
  readonly beforeCall: number;
  readonly userName: string;
  readonly change: ChangeKind;
  /** What a `rename` makes of the name. */
  readonly newUserName?: string;
}

/**
 * `create` and `replace` make a user who has a console password and no MFA device; `replace` deletes the one of that
 * name first. `enrol` adds a virtual device, `strip` takes every device away.
 */
export const CHANGE_KINDS = ['create', 'rename', 'delete', 'replace', 'enrol', 'strip'] as const;

export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Befalls every invocation of a function. */
export type FunctionFault =
  /** Its time runs out after so many seconds, in place of those in its template. */
  | { readonly on: 'function'; readonly timeoutSeconds: number }
  /** Lambda delivers each event once more, so many milliseconds after the first time. */
  | { readonly on: 'function'; readonly againAfterMs: number };

/** How functions are to run by the schedule. */
export function functionFaults({ rules }: FaultSchedule): {
  readonly timeoutSeconds?: number;
  readonly againAfterMs?: number;
} {
  const faults: { timeoutSeconds?: number; againAfterMs?: number } = {};
  for (const rule of rules) {
    if (rule.on !== 'function') continue;
    if ('timeoutSeconds' in rule) faults.timeoutSeconds = rule.timeoutSeconds;
    else faults.againAfterMs = rule.againAfterMs;
  }
  return faults;
}
