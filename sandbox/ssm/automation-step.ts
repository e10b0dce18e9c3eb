import * as v from 'valibot';

const common = {
  name: v.string(),
  isEnd: v.optional(v.boolean(), false),
  nextStep: v.optional(v.string()),
  /** What SSM does by default. */
  onFailure: v.optional(v.literal('Abort')),
};

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html */
const invokeLambdaFunction = v.object({
  ...common,
  action: v.literal('aws:invokeLambdaFunction'),
  timeoutSeconds: v.optional(v.pipe(v.number(), v.maxValue(300))),
  inputs: v.object({
    FunctionName: v.string(),
    InputPayload: v.optional(v.record(v.string(), v.string()), {}),
  }),
});

const choice = v.strictObject({
  NextStep: v.string(),
  Variable: v.string(),
  StringEquals: v.optional(v.string()),
  Contains: v.optional(v.string()),
});

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-branch.html */
const branch = v.object({
  ...common,
  action: v.literal('aws:branch'),
  inputs: v.object({
    Choices: v.pipe(v.array(choice), v.minLength(1)),
    Default: v.optional(v.string()),
  }),
});

/** Of the API calls that it could make, the one that needs no permission. */
const assertAwsResourceProperty = v.object({
  ...common,
  action: v.literal('aws:assertAwsResourceProperty'),
  timeoutSeconds: v.optional(v.number()),
  inputs: v.strictObject({
    Service: v.literal('sts'),
    Api: v.literal('GetCallerIdentity'),
    PropertySelector: v.picklist(['$.Account', '$.Arn', '$.UserId']),
    DesiredValues: v.pipe(v.array(v.string()), v.minLength(1)),
  }),
});

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-sleep.html */
const sleep = v.object({
  ...common,
  action: v.literal('aws:sleep'),
  inputs: v.object({ Duration: v.pipe(v.string(), v.regex(/^PT\d+S$/)) }),
});

/** The actions that the sandbox plays. */
export const automationStep = v.variant('action', [
  invokeLambdaFunction,
  branch,
  assertAwsResourceProperty,
  sleep,
]);

export type AutomationStep = v.InferOutput<typeof automationStep>;
export type InvocationStep = v.InferOutput<typeof invokeLambdaFunction>;
export type BranchStep = v.InferOutput<typeof branch>;
export type AssertionStep = v.InferOutput<typeof assertAwsResourceProperty>;

/** The names of the steps that a step can lead to, other than the one that follows it. */
export function successorsOf(step: AutomationStep): readonly string[] {
  const named = step.nextStep === undefined ? [] : [step.nextStep];
  if (step.action !== 'aws:branch') return named;
  const { Choices: choices, Default: otherwise } = step.inputs;
  return [
    ...named,
    ...choices.map(({ NextStep }) => NextStep),
    ...(otherwise === undefined ? [] : [otherwise]),
  ];
}
