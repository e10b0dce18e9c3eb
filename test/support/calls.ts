import { AwsCallError, type CallFailure } from '../../rule/core/errors';
import type { Clock } from '../../rule/ports';

/** One call that a service in memory was asked for. */
export interface Call {
  /** As policies spell it. */
  readonly action: string;
  /** The user, group or rule that it is about; of a later page of users or devices, the key it comes after. */
  readonly about: string;
  /** Which call it is of those with this action and subject, from 1 on. */
  readonly nth: number;
  readonly timeoutMs: number;
}

/** What happens to a call instead of its answer: it fails so, or it takes longer. */
export type Fault = CallFailure | { readonly takesMs: number } | undefined;

/** The way to a service and back: takes time, lists the calls, and fails them as a test wants. */
export class Line {
  readonly calls: Call[] = [];
  /** Decides about each call as it begins; what a test changes meanwhile, it changes here. */
  onCall: (call: Call) => Fault = () => undefined;

  constructor(
    readonly clock: Clock,
    public latencyMs = 30,
  ) {}

  async carry<Answer>(
    action: string,
    about: string,
    timeoutMs: number,
    answer: () => Answer | Promise<Answer>,
  ): Promise<Answer> {
    const nth = 1 + this.calls.filter((call) => call.action === action && call.about === about).length;
    const call = { action, about, nth, timeoutMs };
    this.calls.push(call);
    const fault = this.onCall(call);
    const takesMs = typeof fault === 'object' ? fault.takesMs : this.latencyMs;
    await this.clock.sleep(Math.min(takesMs, timeoutMs));
    if (takesMs > timeoutMs) throw new AwsCallError('transient', action, 'TimeoutError: too late');
    if (typeof fault === 'string') throw new AwsCallError(fault, action, 'Faked: by the test');
    return answer();
  }

  /** `iam:GetLoginProfile alice`, in the order they were asked. */
  get asked(): readonly string[] {
    return this.calls.map(({ action, about }) => (about === '' ? action : `${action} ${about}`));
  }
}

/** One page of a list whose marker is the index of its first item. */
export function pageOf<Item>(items: readonly Item[], marker: string | undefined, size: number) {
  const from = Number(marker ?? 0);
  const to = from + size;
  return { items: items.slice(from, to), ...(to < items.length && { next: String(to) }) };
}
