import { AwsCallError, type CallFailure } from '../../rule/core/errors';
import type { VirtualClock } from '../support/virtual-clock';
import type { Action, Fault, Scenario } from './scenario';

/** One call as it went. */
export interface Call {
  readonly action: Action;
  /** The id of the user that the name in the call belonged to at that moment. */
  readonly about: string | undefined;
  /** In milliseconds since the epoch. */
  readonly began: number;
  readonly ended: number;
  readonly outcome: 'answered' | Fault['kind'];
}

interface Sent {
  readonly action: Action;
  readonly about?: string | undefined;
  /** The call with all it was sent with. */
  readonly sent: string;
}

interface Request<Answer> extends Sent {
  /** What the service does and answers, `missing` where there is no such thing. Some faults change the answer. */
  readonly serve: (fault: Fault['kind'] | undefined) => Answer | 'missing';
  /** What goes on record once the caller has the answer. */
  readonly onDelivered: (answer: Answer) => void;
  readonly onMissing?: () => void;
}

const FAILURES: Readonly<Partial<Record<Fault['kind'], CallFailure>>> = {
  throttled: 'throttled',
  unavailable: 'transient',
  cutBefore: 'transient',
  damaged: 'transient',
  denied: 'denied',
  refused: 'refused',
};

/** What two calls in a row fail of, among others. */
const PASSING_FAULTS = ['unavailable', 'cutBefore', 'cutAfter', 'damaged', 'slow'] as const;

/** The way to AWS and back, on which calls are throttled, lost, late or cut off, by the scenario. */
export class Wire {
  readonly calls: Call[] = [];
  /** Whether the scenario's faults strike. */
  faulty = false;
  started = 0;
  readonly #struck = new Map<Fault, number>();
  readonly #failures = new Map<string, number>();
  #tokens: number;
  #tokensAt = 0;

  constructor(
    private readonly clock: VirtualClock,
    private readonly scenario: Scenario,
    private readonly idOf: (user: number) => string | undefined,
    private readonly beforeCall: () => void,
  ) {
    this.#tokens = scenario.iamRate?.burst ?? 0;
  }

  /** @param arrive makes the request out at the moment it reaches the service. */
  async send<Answer>(timeoutMs: number, arrive: () => Request<Answer>): Promise<Answer> {
    this.beforeCall();
    const request = arrive();
    const began = this.clock.now();
    const fault = this.faulty ? this.#fault(request) : undefined;
    const latency = this.#latency(fault, timeoutMs);
    const failure = fault === undefined ? undefined : FAILURES[fault];
    if (failure !== undefined) {
      await this.#end(request, began, Math.min(latency, timeoutMs), fault ?? 'answered');
      throw new AwsCallError(failure, request.action, `simulated ${fault}`);
    }
    const answer = request.serve(fault);
    const lost = fault === 'cutAfter' || latency >= timeoutMs;
    await this.#end(request, began, Math.min(latency, timeoutMs), lost ? (fault ?? 'slow') : 'answered');
    if (lost) throw new AwsCallError('transient', request.action, 'simulated: the answer did not arrive');
    if (answer === 'missing') {
      request.onMissing?.();
      throw new AwsCallError('missing', request.action, 'simulated NoSuchEntity');
    }
    request.onDelivered(answer);
    return answer;
  }

  async #end(
    { action, about }: Sent,
    began: number,
    latency: number,
    outcome: Call['outcome'],
  ): Promise<void> {
    await this.clock.sleep(latency);
    this.calls.push({ action, about, began, ended: this.clock.now(), outcome });
  }

  #latency(fault: Fault['kind'] | undefined, timeoutMs: number): number {
    const share = this.clock.random();
    return fault === 'slow' ? share * 1.5 * timeoutMs : 5 + share * 45;
  }

  #fault(request: Sent): Fault['kind'] | undefined {
    if (request.action.startsWith('iam:') && this.#isOverRate()) return 'throttled';
    const drawn = this.scenario.faults.find((fault) => this.#strikes(fault, request));
    return drawn?.kind ?? this.#passingFault(request.sent);
  }

  #isOverRate(): boolean {
    const { iamRate } = this.scenario;
    if (iamRate === undefined) return false;
    const now = this.clock.now();
    const refilled = this.#tokens + ((now - this.#tokensAt) * iamRate.perSecond) / 1_000;
    this.#tokens = Math.min(iamRate.burst, refilled);
    this.#tokensAt = now;
    if (this.#tokens < 1) return true;
    this.#tokens -= 1;
    return false;
  }

  #strikes(fault: Fault, { action, about }: Sent): boolean {
    if (fault.action !== action) return false;
    if (fault.user !== undefined && about !== this.idOf(fault.user)) return false;
    const count = this.#struck.get(fault) ?? 0;
    this.#struck.set(fault, count + 1);
    return count >= fault.after && (fault.times === 'forever' || count < fault.after + fault.times);
  }

  #passingFault(sent: string): Fault['kind'] | undefined {
    const failures = this.#failures.get(sent) ?? 0;
    if (failures >= this.scenario.everyCallFails) return undefined;
    this.#failures.set(sent, failures + 1);
    return PASSING_FAULTS[Math.floor(this.clock.random() * PASSING_FAULTS.length)];
  }
}
