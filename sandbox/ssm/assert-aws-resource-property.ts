import type { AssertionStep } from './automation-step';
import { failed, type StepContext, type StepResult, succeeded } from './step-context';

/**
 * A step of the action `aws:assertAwsResourceProperty`: calls an API and fails unless the property has one of the
 * desired values. AWS does not publish the words of the failure; these name both values.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-assertAwsResourceProperty.html
 */
export function assertAwsResourceProperty(
  { inputs }: AssertionStep,
  { account, identity: { caller }, resolve }: Pick<StepContext, 'account' | 'identity' | 'resolve'>,
): StepResult {
  const answer = { '$.Account': account.accountId, '$.Arn': caller.arn, '$.UserId': caller.userId };
  const value = answer[inputs.PropertySelector];
  const desired = inputs.DesiredValues.map(resolve);
  if (desired.includes(value)) return succeeded();
  return failed(`The value ${value} of the property is not one of the desired values: ${desired.join(', ')}`);
}
