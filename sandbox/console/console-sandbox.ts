import type { Account } from '../account/account';
import type { SandboxClock } from '../account/clock';
import type { TimelineEntry } from '../account/timeline';
import type { Invocation } from '../deploy/lambda/asynchronous';

/** The parts of a sandbox that the console shows and acts on. */
export interface ConsoleSandbox {
  readonly account: Account;
  readonly clock: SandboxClock;
  /** Every evaluation that AWS Config stored, oldest first. */
  readonly timeline: readonly TimelineEntry[];
  /** Asynchronous invocations of functions, oldest first. */
  readonly invocations: readonly Invocation[];
  /** Evaluates a rule and waits until the first attempt has ended. */
  evaluate(configRuleName: string): Promise<unknown>;
  /** Moves the clock forward. Everything due by then happens before this returns. */
  advance(milliseconds: number): Promise<void>;
}
