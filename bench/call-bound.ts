import type { Account } from '../sandbox/account/account';

/** What the calls of a run follow from, for the default policy. */
export interface AccountFigures {
  readonly users: number;
  /** Assigned virtual MFA devices, the root user's among them. */
  readonly virtualDevices: number;
  readonly usersWithoutVirtualDevice: number;
  /** Those of them who have a console password. */
  readonly passwordsAmongThose: number;
  /** The COMPLIANT and NON_COMPLIANT results that AWS Config holds before the run. */
  readonly heldResults: number;
  /** The evaluations that the run submits. */
  readonly evaluations: number;
}

/** Calls by action, as policies spell it. */
export type Calls = Readonly<Record<string, number>>;

/** The most calls that a run may make of each action, with full pages. */
export function callBound(figures: AccountFigures): Calls {
  return {
    'iam:ListUsers': 2 * pages(figures.users, 1000),
    'iam:ListVirtualMFADevices': pages(figures.virtualDevices, 1000),
    'iam:GetLoginProfile': figures.usersWithoutVirtualDevice,
    'iam:ListMFADevices': figures.passwordsAmongThose,
    'config:GetComplianceDetailsByConfigRule': pages(figures.heldResults, 100),
    'config:PutEvaluations': pages(figures.evaluations, 100),
  };
}

/** A list without items takes a call too. */
function pages(items: number, size: number): number {
  return Math.max(1, Math.ceil(items / size));
}

/** The actions that were called more often than they may be, or not at all expected. */
export function beyond(bound: Calls, calls: Calls): readonly string[] {
  return Object.entries(calls)
    .filter(([action, count]) => count > (bound[action] ?? 0))
    .map(([action, count]) => `${action} ${count} times, not ${bound[action] ?? 0}`);
}

export function total(calls: Calls): number {
  return Object.values(calls).reduce((sum, count) => sum + count, 0);
}

/** Counts what the bound follows from. */
export function figuresOf(
  account: Account,
  run: Pick<AccountFigures, 'heldResults' | 'evaluations'>,
): AccountFigures {
  const without = [...account.users].filter(({ mfaDevices }) =>
    mfaDevices.every(({ type }) => type !== 'virtual'),
  );
  return {
    users: account.users.size,
    virtualDevices: [...account.virtualMfaDevices].filter(({ owner }) => owner !== undefined).length,
    usersWithoutVirtualDevice: without.length,
    passwordsAmongThose: without.filter(({ loginProfile }) => loginProfile !== undefined).length,
    ...run,
  };
}
