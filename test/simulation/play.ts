import { evaluate } from '../../lambda/evaluate';
import { VirtualClock } from '../support/virtual-clock';
import { AccountHistory } from './account-history';
import { Answers } from './answers';
import { DeliveryRecord } from './delivery-record';
import { inspectDelivery, inspectSubmission } from './promise';
import {
  ACCOUNT_ID,
  BEGINNING,
  DAY_MS,
  type Delivery,
  type HeldBefore,
  RULE_NAME,
  type Scenario,
} from './scenario';
import { SimulatedConfig } from './simulated-config';
import { SimulatedIam } from './simulated-iam';
import { type Call, Wire } from './wire';

/** How a scenario went. */
export interface Played {
  readonly deliveries: readonly DeliveryRecord[];
  readonly calls: readonly Call[];
  readonly account: AccountHistory;
  readonly config: SimulatedConfig;
  /** Each way in which the promise was broken, with the delivery it was noticed in. */
  readonly breaches: readonly string[];
}

const QUIET: Delivery = { event: 0, timeoutMs: 900_000, twice: false, gapMs: 0 };

/** Plays a scenario from its beginning to its end, in virtual time. */
export async function play(scenario: Scenario): Promise<Played> {
  const stage = new Stage(scenario);
  await stage.prepare();
  for (const delivery of scenario.deliveries) await stage.deliver(delivery);
  return stage.played;
}

class Stage {
  readonly #clock: VirtualClock;
  readonly #account: AccountHistory;
  readonly #wire: Wire;
  readonly #iam: SimulatedIam;
  readonly #config: SimulatedConfig;
  readonly #records: DeliveryRecord[] = [];
  readonly #breaches: string[] = [];
  #record: DeliveryRecord;

  constructor(private readonly scenario: Scenario) {
    this.#clock = new VirtualClock(BEGINNING - DAY_MS, scenario.seed);
    const now = () => this.#clock.now();
    const record = () => this.#record;
    this.#account = new AccountHistory(scenario, now);
    this.#wire = new Wire(
      this.#clock,
      scenario,
      (user) => this.#account.idOf(user),
      () => this.#changeAccount(),
    );
    this.#iam = new SimulatedIam(scenario, this.#account, this.#wire, now, record);
    this.#config = new SimulatedConfig(
      scenario.pageSizes.results,
      this.#wire,
      record,
      (submission, delivery) => inspectSubmission(submission, delivery, scenario.parameters),
    );
    this.#record = this.#open(QUIET, now(), new Answers());
  }

  get played(): Played {
    return {
      deliveries: this.#records,
      calls: this.#wire.calls,
      account: this.#account,
      config: this.#config,
      breaches: this.#breaches,
    };
  }

  /** What was before: a run without faults, perhaps, and other results. */
  async prepare(): Promise<void> {
    if (this.scenario.ranBefore) await this.#evaluate(this.#record);
    this.#clock.pass(BEGINNING - this.#clock.now());
    for (const held of this.scenario.history) this.#hold(held);
    this.#wire.calls.length = 0;
    this.#wire.faulty = true;
  }

  #hold({ of, compliance, annotation, daysAgo }: HeldBefore): void {
    const resourceId =
      typeof of === 'number' ? this.#account.idOf(of) : of === 'root' ? ACCOUNT_ID : `AIDA-${of}`;
    if (resourceId === undefined) return;
    const resourceType =
      of === 'root' ? 'AWS::::Account' : of === 'bucket' ? 'AWS::S3::Bucket' : 'AWS::IAM::User';
    const orderingTimestamp = BEGINNING - (daysAgo + 1) * DAY_MS;
    this.#config.hold({ resourceType, resourceId, compliance, annotation, orderingTimestamp });
  }

  async deliver(delivery: Delivery): Promise<void> {
    const earlier = this.#records.findLast(({ delivery: { event } }) => event === delivery.event);
    if (earlier?.error === undefined && earlier !== undefined && !delivery.twice) return;
    this.#clock.pass(delivery.gapMs);
    const orderingTimestamp = earlier?.orderingTimestamp ?? this.#timestampOf(delivery);
    this.#record = this.#open(delivery, orderingTimestamp, earlier?.answers ?? new Answers());
    this.#records.push(this.#record);
    await this.#evaluate(this.#record);
    const calls = this.#wire.calls.slice(this.#record.firstCall);
    const number = this.#records.length;
    for (const breach of inspectDelivery(this.#record, this.#config, calls, this.scenario)) {
      this.#breaches.push(`delivery ${number}: ${breach}`);
    }
  }

  /** The first event is from the beginning, however late it is delivered. */
  #timestampOf({ event }: Delivery): number {
    return event === 0 ? BEGINNING : Math.floor(this.#clock.now()) + 1;
  }

  #open(delivery: Delivery, orderingTimestamp: number, answers: Answers): DeliveryRecord {
    const now = this.#clock.now();
    answers.instants.push(now);
    const settled = [...this.#config.results].filter(
      ([, result]) => result.orderingTimestamp === orderingTimestamp,
    );
    const keys = settled.map(([key]) => key);
    return new DeliveryRecord(delivery, answers, now, orderingTimestamp, keys, this.#wire.calls.length);
  }

  async #evaluate(record: DeliveryRecord): Promise<void> {
    const context = {
      iam: this.#iam,
      config: this.#config,
      clock: this.#clock,
      deadline: record.deadline,
      onSummary: () => {},
    };
    try {
      await this.#clock.run(() => evaluate(this.#event(record), context));
    } catch (error) {
      record.error = error;
    }
    record.endedAt = this.#clock.now();
    await this.#clock.runOut();
  }

  #event({ delivery: { event }, orderingTimestamp }: DeliveryRecord): unknown {
    return {
      accountId: ACCOUNT_ID,
      configRuleName: RULE_NAME,
      resultToken: `token-${event}`,
      invokingEvent: JSON.stringify({
        awsAccountId: ACCOUNT_ID,
        messageType: 'ScheduledNotification',
        notificationCreationTime: new Date(orderingTimestamp).toISOString(),
      }),
      ruleParameters: JSON.stringify(this.scenario.parameters),
    };
  }

  #changeAccount(): void {
    if (!this.#wire.faulty) return;
    const call = this.#wire.started++;
    for (const change of this.scenario.changes) {
      if (change.beforeCall === call) this.#account.apply(change);
    }
  }
}
