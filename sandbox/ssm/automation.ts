import { Decisions } from '../decisions';
import { assertAwsResourceProperty } from './assert-aws-resource-property';
import {
  type AutomationDocument,
  type Parameters,
  parameterFault,
  parseAutomationDocument,
  substitute,
} from './automation-document';
import type { AutomationExecution, StepExecution } from './automation-execution';
import { assumeAutomationRole } from './automation-role';
import type { AutomationStep } from './automation-step';
import { branch } from './branch';
import { invokeLambdaFunction } from './invoke-lambda-function';
import { type StepContext, type StepResult, type StepSurroundings, succeeded } from './step-context';

/** How many executions are kept. */
const EXECUTIONS_KEPT = 500;

/** SSM Automation: the account's documents, and what ran of them. */
export class Automation {
  readonly #hooks: StepSurroundings;
  readonly #documents = new Map<string, AutomationDocument>();
  readonly #executions = new Map<string, AutomationExecution>();

  constructor(hooks: Omit<StepSurroundings, 'decisions'>) {
    this.#hooks = { ...hooks, decisions: new Decisions() };
  }

  /** The last 500 executions, oldest first. */
  get executions(): readonly AutomationExecution[] {
    return [...this.#executions.values()];
  }

  /** @throws SandboxError `InvalidDocument` */
  addDocument(name: string, content: unknown): void {
    this.#documents.set(name, parseAutomationDocument(content, name));
  }

  hasDocument(name: string): boolean {
    return this.#documents.has(name);
  }

  /** Runs a document, in the role that it names, and waits for its end. A failure is in the execution. */
  async execute(documentName: string, parameters: Parameters): Promise<AutomationExecution> {
    const { account, now } = this.#hooks;
    const started: AutomationExecution = {
      executionId: account.ids.requestId(),
      documentName,
      parameters,
      status: 'InProgress',
      startTime: now(),
      steps: [],
      outputs: {},
      failureMessage: undefined,
    };
    this.#keep(started);
    const ended = await this.#run(started);
    this.#keep(ended);
    return ended;
  }

  async #run(execution: AutomationExecution): Promise<AutomationExecution> {
    const { documentName, executionId, parameters } = execution;
    const failed = (failureMessage: string, steps: readonly StepExecution[] = []) =>
      ({ ...execution, status: 'Failed', failureMessage, steps }) as const;

    const document = this.#documents.get(documentName);
    if (document === undefined) return failed(`There is no document ${documentName}`);
    const fault = parameterFault(document, parameters);
    if (fault !== undefined) return failed(fault);
    const roleArn = substitute(document.assumeRole, document, parameters);
    const identity = await assumeAutomationRole(this.#hooks.account, roleArn, executionId);
    if (identity === undefined) return failed(`The role ${roleArn} cannot be assumed by ssm.amazonaws.com`);

    const steps: StepExecution[] = [];
    const resolve = (text: string) => substitute(text, document, parameters, allOutputs(steps));
    await runSteps(document, { ...this.#hooks, identity, resolve }, steps);
    const last = steps.at(-1);
    if (last?.stepStatus === 'Failed') {
      return failed(`Step ${last.stepName} failed: ${last.failureMessage}`, steps);
    }
    return { ...execution, status: 'Success', steps, outputs: outputsOf(document, steps) };
  }

  #keep(execution: AutomationExecution): void {
    this.#executions.set(execution.executionId, execution);
    const [oldest] = this.#executions.keys();
    if (this.#executions.size > EXECUTIONS_KEPT && oldest !== undefined) this.#executions.delete(oldest);
  }
}

/** Runs the document's steps until one is the end or fails. @param steps gets each as it ends. */
async function runSteps(
  document: AutomationDocument,
  context: StepContext,
  steps: StepExecution[],
): Promise<void> {
  let step = document.mainSteps[0];
  while (step !== undefined) {
    const startTime = context.now();
    const result = await perform(step, context);
    steps.push(asExecution(step, result, startTime, context.now()));
    step = result.failureMessage === undefined ? nextStep(document, step, result) : undefined;
  }
}

async function perform(step: AutomationStep, context: StepContext): Promise<StepResult> {
  switch (step.action) {
    case 'aws:invokeLambdaFunction':
      return invokeLambdaFunction(step, context);
    case 'aws:branch':
      return branch(step, context);
    case 'aws:assertAwsResourceProperty':
      return assertAwsResourceProperty(step, context);
    case 'aws:sleep':
      return succeeded();
  }
}

function asExecution(
  { name: stepName, action }: AutomationStep,
  { failureMessage, outputs, log }: StepResult,
  startTime: Date,
  endTime: Date,
): StepExecution {
  const stepStatus = failureMessage === undefined ? 'Success' : 'Failed';
  return { stepName, action, stepStatus, startTime, endTime, failureMessage, outputs, log };
}

/** The step that a successful one leads to: the one it has chosen or names, or else the one that follows it. */
function nextStep(
  { mainSteps }: AutomationDocument,
  step: AutomationStep,
  { nextStep: chosen }: StepResult,
): AutomationStep | undefined {
  const name = chosen ?? step.nextStep;
  if (name !== undefined) return mainSteps.find((other) => other.name === name);
  return step.isEnd ? undefined : mainSteps[mainSteps.indexOf(step) + 1];
}

function outputsOf(
  { outputs }: AutomationDocument,
  steps: readonly StepExecution[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(allOutputs(steps)).filter(([name]) => outputs.includes(name)));
}

/** Every output by the name of its step and its own, e.g. `AddUserToGroup.Payload`. */
function allOutputs(steps: readonly StepExecution[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    steps.flatMap(({ stepName, outputs }) =>
      Object.entries(outputs).map(([name, value]): [string, string] => [`${stepName}.${name}`, value]),
    ),
  );
}
