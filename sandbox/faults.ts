import { setTimeout as wait } from 'node:timers/promises';
import type { Account } from './account/account';
import type { ServiceError } from './errors';
import type { Service } from './service';

/** A request as it came in, before anything was decided about it. */
export interface Call {
  /** Counts from 1. */
  readonly number: number;
  readonly service: Service['name'];
  readonly action: string;
  /** The `UserName` of the input, if it has one. */
  readonly userName: string | undefined;
  readonly input: unknown;
  /** Who called; absent where the credentials said nobody. */
  readonly callerArn: string | undefined;
}

/** Something to go wrong with a call. */
export type Fault =
  | { readonly type: 'delay'; readonly milliseconds: number }
  /** Refuses the call, instead of the action or, `after` it, although it has been done. */
  | { readonly type: 'error'; readonly error: ServiceError; readonly when: 'instead' | 'after' }
  /** Breaks the connection, instead of the action or, after it, in the middle of the answer. */
  | { readonly type: 'cut'; readonly when: 'instead' | 'mid-answer' }
  /** Has the action do something else than was asked for. */
  | { readonly type: 'alter-input'; readonly alter: (input: unknown) => unknown }
  /** Answers something else than the action gave. */
  | { readonly type: 'alter'; readonly alter: (output: unknown) => unknown }
  /** Has the action see the account as it was. For actions that only read: what is written there is lost. */
  | { readonly type: 'past'; readonly account: Account };

/**
 * Decides what goes wrong with each call. It runs between calls, so it may also change the account, as if someone
 * else had done so in the meantime.
 */
export type FaultPlan = (call: Call) => readonly Fault[] | Promise<readonly Fault[]>;

export const noFaults: FaultPlan = () => [];

/** Thrown where the connection is to break without an answer. */
export class ConnectionCut extends Error {
  override readonly name = 'ConnectionCut';
}

/** Lets happen what comes before or instead of the action. */
export async function beforeAction(faults: readonly Fault[]): Promise<void> {
  for (const fault of faults) {
    if (fault.type === 'delay') await wait(fault.milliseconds);
    if (fault.type === 'error' && fault.when === 'instead') throw fault.error;
    if (fault.type === 'cut' && fault.when === 'instead') throw new ConnectionCut();
  }
}

/** What the action is asked for. */
export function alteredInput(faults: readonly Fault[], input: unknown): unknown {
  return faults.reduce((asked, fault) => (fault.type === 'alter-input' ? fault.alter(asked) : asked), input);
}

/** The account that the action sees. */
export function accountSeen(faults: readonly Fault[], present: Account): Account {
  return faults.findLast((fault) => fault.type === 'past')?.account ?? present;
}

/** Lets happen what comes after the action, and returns what is answered. */
export function afterAction(faults: readonly Fault[], output: unknown): unknown {
  let answered = output;
  for (const fault of faults) {
    if (fault.type === 'error' && fault.when === 'after') throw fault.error;
    if (fault.type === 'alter') answered = fault.alter(answered);
  }
  return answered;
}

export function breaksOff(faults: readonly Fault[]): boolean {
  return faults.some((fault) => fault.type === 'cut' && fault.when === 'mid-answer');
}
