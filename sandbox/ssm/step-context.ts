import type { Account } from '../account/account';
import type { Decisions } from '../decisions';
import type { Attempt } from '../deploy/lambda/attempt';
import type { Identity } from '../identify';
import type { StepExecution } from './automation-execution';

/** What Automation needs of the account. */
export interface StepSurroundings {
  readonly account: Account;
  readonly decisions: Decisions;
  /** Invokes a function and waits for it; undefined if there is no such function. */
  readonly invokeAndWait: (functionArn: string, event: unknown) => Promise<Attempt | undefined>;
  readonly now: () => Date;
}

/** What a step needs: the account, the session of the automation's role, and the values known so far. */
export interface StepContext extends StepSurroundings {
  readonly identity: Identity;
  /** Puts in the values of parameters and of earlier steps' outputs. */
  readonly resolve: (text: string) => string;
}

/** How a step ended, without what is the same for all of them. */
export interface StepResult {
  readonly failureMessage: string | undefined;
  readonly outputs: StepExecution['outputs'];
  readonly log: readonly string[];
  /** The step to go on with, if the step itself has chosen one. */
  readonly nextStep: string | undefined;
}

export function succeeded(outputs: StepExecution['outputs'] = {}): StepResult {
  return { failureMessage: undefined, outputs, log: [], nextStep: undefined };
}

export function failed(failureMessage: string): StepResult {
  return { failureMessage, outputs: {}, log: [], nextStep: undefined };
}
