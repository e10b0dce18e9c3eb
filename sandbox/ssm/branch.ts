import type { BranchStep } from './automation-step';
import { type StepContext, type StepResult, succeeded } from './step-context';

/**
 * A step of the action `aws:branch`: goes on with the step of the first choice that is true, or else with the default.
 * Without either, the automation goes on as after any other step.
 */
export function branch({ inputs }: BranchStep, { resolve }: Pick<StepContext, 'resolve'>): StepResult {
  const chosen = inputs.Choices.find(({ Variable, StringEquals: whole, Contains: part }) => {
    const value = resolve(Variable);
    return (whole === undefined || value === whole) && (part === undefined || value.includes(part));
  });
  return { ...succeeded(), nextStep: chosen?.NextStep ?? inputs.Default };
}
