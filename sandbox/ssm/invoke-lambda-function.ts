import type { Account } from '../account/account';
import { denialOf } from '../authorize';
import type { InvocationStep } from './automation-step';
import { failed, type StepContext, type StepResult, succeeded } from './step-context';

/**
 * A step of the action `aws:invokeLambdaFunction`, done with the permissions of the automation's role.
 *
 * AWS documents `FunctionError` as an output of the action, and does not say that the step fails with it. So here a
 * function that fails leaves the step successful: a document that is right here is right in both cases.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html
 */
export async function invokeLambdaFunction(
  { inputs }: InvocationStep,
  { account, decisions, invokeAndWait, now, identity, resolve }: StepContext,
): Promise<StepResult> {
  const functionArn = arnOf(account, resolve(inputs.FunctionName));
  const requested = { action: 'lambda:InvokeFunction', resources: [functionArn] };
  const denial = await denialOf(decisions, account, identity, requested, now());
  if (denial !== undefined) return failed(denial);

  const payload = Object.entries(inputs.InputPayload).map(([key, value]) => [key, resolve(value)]);
  const attempt = await invokeAndWait(functionArn, Object.fromEntries(payload));
  if (attempt === undefined) return failed(`Function not found: ${functionArn}`);
  const { log, outcome } = attempt;
  const outputs =
    outcome.type === 'succeeded'
      ? { StatusCode: '200', Payload: JSON.stringify(outcome.result ?? null) }
      : { StatusCode: '200', FunctionError: 'Unhandled', Payload: JSON.stringify(outcome.error) };
  return { ...succeeded(outputs), log };
}

function arnOf({ partition, region, accountId }: Account, functionName: string): string {
  if (functionName.startsWith('arn:')) return functionName;
  return `arn:${partition}:lambda:${region}:${accountId}:function:${functionName}`;
}
