/** How an operation of a stack set goes about its accounts. Percentages are of all accounts, rounded down. */
export interface OperationPreferences {
  /** At least one account at a time. */
  readonly maxConcurrentPercentage: number;
  readonly failureTolerancePercentage: number;
}

/** What became of an account: what the work gave, why it failed, or that the operation was stopped before. */
export type AccountResult<Given> =
  | { readonly status: 'SUCCEEDED'; readonly given: Given }
  | { readonly status: 'FAILED'; readonly reason: string }
  | { readonly status: 'CANCELLED' };

/**
 * Works on accounts as an operation of a stack set does, at a concurrency that failures do not lower. Once more accounts
 * have failed than are tolerated, no other is begun.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
 * @param failureOf why an error is the account's; undefined for a defect, which ends the operation
 * @returns one for each account, in their order
 */
export async function runOperation<Target, Given>(
  targets: readonly Target[],
  { maxConcurrentPercentage, failureTolerancePercentage }: OperationPreferences,
  work: (target: Target) => Promise<Given>,
  failureOf: (error: unknown) => string | undefined,
): Promise<readonly AccountResult<Given>[]> {
  const share = (percentage: number) => Math.floor((targets.length * percentage) / 100);
  const tolerated = share(failureTolerancePercentage);
  const results = targets.map((): AccountResult<Given> => ({ status: 'CANCELLED' }));
  const remaining = targets.entries();
  let failed = 0;
  const worker = async () => {
    for (const [index, target] of remaining) {
      const result = await attempt(() => work(target), failureOf);
      results[index] = result;
      if (result.status === 'FAILED') failed += 1;
      if (failed > tolerated) return;
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, share(maxConcurrentPercentage)) }, worker));
  return results;
}

async function attempt<Given>(
  work: () => Promise<Given>,
  failureOf: (error: unknown) => string | undefined,
): Promise<AccountResult<Given>> {
  try {
    return { status: 'SUCCEEDED', given: await work() };
  } catch (error) {
    const reason = failureOf(error);
    if (reason === undefined) throw error;
    return { status: 'FAILED', reason };
  }
}
