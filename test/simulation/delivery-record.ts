import type { Evaluation } from '../../rule/core/evaluation';
import type { ListedUser } from '../../rule/core/known-user';
import type { Answers } from './answers';
import type { Delivery } from './scenario';

/** One PutEvaluations that reached AWS Config. */
export interface Put {
  readonly evaluations: readonly Evaluation[];
  /** What the run was told that AWS Config has taken; nothing while no answer has arrived. */
  acknowledged: readonly Evaluation[] | undefined;
}

/** What a delivery of an event was answered, and what it did. */
export class DeliveryRecord {
  /** The users that ListUsers showed first and last, by id; absent where a list was not read to its end. */
  beginning: ReadonlyMap<string, ListedUser> | undefined;
  end: ReadonlyMap<string, ListedUser> | undefined;
  historyRead = false;
  /** Whether the first page of AWS Config's results holds one of this event. */
  firstPageTells = false;
  readonly puts: Put[] = [];
  /** What breaks the promise, as it was noticed. */
  readonly breaches: string[] = [];
  /** Ids whose result in AWS Config was of this event when the delivery began. */
  readonly settled: ReadonlySet<string>;
  endedAt = Number.POSITIVE_INFINITY;
  error: unknown;

  constructor(
    readonly delivery: Delivery,
    readonly answers: Answers,
    readonly began: number,
    readonly orderingTimestamp: number,
    settled: Iterable<string>,
    /** Whether AWS Config showed all results of earlier deliveries when this one began. */
    readonly sawAllResults: boolean,
    /** How many calls had been made before. */
    readonly firstCall: number,
  ) {
    this.settled = new Set(settled);
  }

  get deadline(): number {
    return this.began + this.delivery.timeoutMs;
  }

  /** A list shows an id twice whose name has changed between two pages; the later name counts. */
  listed(stage: 'beginning' | 'end', users: readonly ListedUser[]): void {
    this[stage] = new Map(users.map((user) => [user.userId, user]));
  }
}
