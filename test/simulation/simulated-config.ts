import type { ConfigApi, Submission } from '../../lambda/ports';
import type { Evaluation, ResourceKey, StoredResult } from '../../rule/core/evaluation';
import type { Page } from '../../rule/ports';
import type { DeliveryRecord } from './delivery-record';
import { Pages } from './pages';
import type { Fault } from './scenario';
import type { Wire } from './wire';

/** One evaluation that AWS Config has taken, whether or not a later run's result made it void. */
export interface Taken {
  readonly orderingTimestamp: number;
  readonly key: string;
  readonly compliance: Evaluation['compliance'];
}

export function keyOf({ resourceType, resourceId }: ResourceKey): string {
  return `${resourceType}/${resourceId}`;
}

/** AWS Config as a run meets it: it keeps the result of the latest run, and none that is NOT_APPLICABLE. */
export class SimulatedConfig implements ConfigApi {
  readonly results = new Map<string, StoredResult>();
  readonly taken: Taken[] = [];
  readonly #latest = new Map<string, number>();
  readonly #pages: Pages<StoredResult>;

  constructor(
    pageSize: number,
    private readonly wire: Wire,
    private readonly delivery: () => DeliveryRecord,
    /** Looks at what arrives, the moment it does. */
    private readonly inspect: (submission: Submission, delivery: DeliveryRecord) => void,
  ) {
    this.#pages = new Pages(pageSize);
  }

  listResults(_rule: string, nextToken: string | undefined, timeoutMs: number): Promise<Page<StoredResult>> {
    const delivery = this.delivery();
    return this.wire.send(timeoutMs, () => {
      const chain = this.#pages.chainOf(nextToken);
      const list = [...this.results].map(([key, item]) => ({ key, item }));
      return {
        action: 'config:GetComplianceDetailsByConfigRule',
        sent: `config:GetComplianceDetailsByConfigRule ${nextToken}`,
        serve: (fault) => this.#pages.cut(chain, nextToken, list, fault === 'emptyPage'),
        onDelivered: (page) => {
          const tells = page.items.some((result) => result.orderingTimestamp === delivery.orderingTimestamp);
          if (nextToken === undefined) delivery.firstPageTells = tells;
          if (page.next === undefined) delivery.historyRead = true;
        },
      };
    });
  }

  putEvaluations(submission: Submission, timeoutMs: number): Promise<readonly ResourceKey[]> {
    const delivery = this.delivery();
    const { evaluations, resultToken } = submission;
    const put: DeliveryRecord['puts'][number] = { evaluations, acknowledged: undefined };
    return this.wire.send(timeoutMs, () => {
      delivery.puts.push(put);
      this.inspect(submission, delivery);
      return {
        action: 'config:PutEvaluations',
        sent: `config:PutEvaluations ${resultToken} ${evaluations.map(keyOf)}`,
        serve: (fault) => this.#store(submission, fault),
        onDelivered: (failed) => {
          const keys = new Set(failed.map(keyOf));
          const told = failed.every(({ resourceId }) => resourceId !== '');
          put.acknowledged = told ? evaluations.filter((evaluation) => !keys.has(keyOf(evaluation))) : [];
        },
      };
    });
  }

  /** Puts a result straight into place. */
  hold(result: StoredResult): void {
    this.results.set(keyOf(result), result);
    this.#latest.set(keyOf(result), result.orderingTimestamp);
  }

  #store(
    { evaluations, orderingTimestamp }: Submission,
    fault: Fault['kind'] | undefined,
  ): readonly ResourceKey[] {
    const failed = evaluations.filter((_, index) => fails(index, fault));
    for (const evaluation of evaluations) {
      if (!failed.includes(evaluation)) this.#take(evaluation, orderingTimestamp.getTime());
    }
    return fault === 'failedUnknown' ? failed.map(() => ({ resourceType: '', resourceId: '' })) : failed;
  }

  #take(evaluation: Evaluation, orderingTimestamp: number): void {
    const { resourceType, resourceId, compliance, annotation } = evaluation;
    const key = keyOf(evaluation);
    this.taken.push({ orderingTimestamp, key, compliance });
    if (orderingTimestamp < (this.#latest.get(key) ?? 0)) return;
    this.#latest.set(key, orderingTimestamp);
    if (compliance === 'NOT_APPLICABLE') this.results.delete(key);
    else this.results.set(key, { resourceType, resourceId, compliance, annotation, orderingTimestamp });
  }
}

function fails(index: number, fault: Fault['kind'] | undefined): boolean {
  switch (fault) {
    case 'failedAll':
      return true;
    case 'failedSome':
      return index % 2 === 0;
    case 'failedUnknown':
      return index === 0;
    default:
      return false;
  }
}
