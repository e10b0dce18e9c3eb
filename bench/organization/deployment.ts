import type { DrawnAccount } from './draw-accounts';

export interface DeploymentSettings {
  readonly maxConcurrentPercentage: number;
  readonly failureTolerancePercentage: number;
  /** How many stacks CloudFormation has under way at most, whatever is set. */
  readonly cap: number;
}

/** What an operation of the stack set came to. */
export interface Deployment {
  readonly seconds: number;
  readonly mostAtOnce: number;
  /** The most accounts that read the code within a second. */
  readonly mostReadsInASecond: number;
  readonly deployed: number;
  readonly failed: number;
  /** Accounts not begun, since more had failed than were tolerated. */
  readonly cancelled: number;
}

/** Runs an operation second by second: as soon as one stack ends, the next account's begins. */
export function deploy(accounts: readonly DrawnAccount[], settings: DeploymentSettings): Deployment {
  const share = (percentage: number) => Math.floor((accounts.length * percentage) / 100);
  const tolerated = share(settings.failureTolerancePercentage);
  const atOnce = Math.min(settings.cap, Math.max(1, share(settings.maxConcurrentPercentage)));
  const operation = new Operation();
  let second = 0;
  do {
    operation.end(second);
    const room = operation.failed > tolerated ? 0 : atOnce - operation.underWay;
    for (const account of accounts.slice(operation.begun, operation.begun + room)) {
      operation.begin(account, second);
    }
    second += 1;
  } while (operation.underWay > 0);
  return {
    seconds: second - 1,
    mostAtOnce: operation.mostAtOnce,
    mostReadsInASecond: operation.mostReadsInASecond,
    deployed: operation.begun - operation.failed,
    failed: operation.failed,
    cancelled: accounts.length - operation.begun,
  };
}

/** Stacks that begin, read their code and end. */
class Operation {
  begun = 0;
  failed = 0;
  underWay = 0;
  mostAtOnce = 0;
  readonly #ending = new Map<number, DrawnAccount[]>();
  readonly #reads = new Map<number, number>();

  get mostReadsInASecond(): number {
    return Math.max(0, ...this.#reads.values());
  }

  begin(account: DrawnAccount, second: number): void {
    this.begun += 1;
    this.underWay += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.underWay);
    const end = second + account.stackSeconds;
    const others = this.#ending.get(end);
    if (others === undefined) this.#ending.set(end, [account]);
    else others.push(account);
    const read = second + account.codeReadAfterSeconds;
    this.#reads.set(read, (this.#reads.get(read) ?? 0) + 1);
  }

  end(second: number): void {
    for (const { isFailing } of this.#ending.get(second) ?? []) {
      this.underWay -= 1;
      if (isFailing) this.failed += 1;
    }
  }
}
