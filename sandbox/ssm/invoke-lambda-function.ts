import type { Account } from '../account/account';
import { denialOf } from '../authorize';
import type { Decisions } from '../decisions';
import type { Attempt } from '../deploy/lambda/attempt';
import type { Identity } from '../identify';
import {
  type AutomationDocument,
  type AutomationStep,
  type Parameters,
  substitute,
} from './automation-document';
import type { StepExecution } from './automation-execution';

/** What a step needs of the account. */
export interface StepSurroundings {
  readonly account: Account;
  readonly decisions: Decisions;
  /** Invokes a function and waits for it; undefined if there is no such function. */
  readonly invokeAndWait: (functionArn: string, event: unknown) => Promise<Attempt | undefined>;
  readonly now: () => Date;
}

/** A step of the action `aws:invokeLambdaFunction`, done with the permissions of the automation's role. */
export async function invokeLambdaFunction(
  { account, decisions, invokeAndWait, now }: StepSurroundings,
  document: AutomationDocument,
  { name, action, inputs }: AutomationStep,
  parameters: Parameters,
  identity: Identity,
): Promise<StepExecution> {
  const startTime = now();
  const ended = (result: Pick<StepExecution, 'stepStatus' | 'failureMessage' | 'outputs' | 'log'>) => ({
    stepName: name,
    action,
    startTime,
    endTime: now(),
    ...result,
  });
  const failed = (failureMessage: string, log: readonly string[] = []) =>
    ended({ stepStatus: 'Failed', failureMessage, outputs: {}, log });

  const functionArn = arnOf(account, substitute(inputs.FunctionName, document, parameters));
  const requested = { action: 'lambda:InvokeFunction', resources: [functionArn] };
  const denial = await denialOf(decisions, account, identity, requested, startTime);
  if (denial !== undefined) return failed(denial);

  const payload = Object.entries(inputs.InputPayload).map(([key, value]) => [
    key,
    substitute(value, document, parameters),
  ]);
  const attempt = await invokeAndWait(functionArn, Object.fromEntries(payload));
  if (attempt === undefined) return failed(`Function not found: ${functionArn}`);
  const { log, outcome } = attempt;
  if (outcome.type !== 'succeeded') {
    const { errorType, errorMessage } = outcome.error;
    return failed(`Lambda function returned an error: ${errorType}: ${errorMessage}`, log);
  }
  const outputs = { StatusCode: '200', Payload: JSON.stringify(outcome.result ?? null) };
  return ended({ stepStatus: 'Success', failureMessage: undefined, outputs, log });
}

function arnOf({ partition, region, accountId }: Account, functionName: string): string {
  if (functionName.startsWith('arn:')) return functionName;
  return `arn:${partition}:lambda:${region}:${accountId}:function:${functionName}`;
}
