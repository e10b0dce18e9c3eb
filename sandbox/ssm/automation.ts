import { Decisions } from '../decisions';
import {
  type AutomationDocument,
  type Parameters,
  parameterFault,
  parseAutomationDocument,
  substitute,
} from './automation-document';
import type { AutomationExecution, StepExecution } from './automation-execution';
import { assumeAutomationRole } from './automation-role';
import { invokeLambdaFunction, type StepSurroundings } from './invoke-lambda-function';

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
    for (const step of document.mainSteps) {
      const done = await invokeLambdaFunction(this.#hooks, document, step, parameters, identity);
      steps.push(done);
      if (done.stepStatus === 'Failed') {
        return failed(`Step ${step.name} failed: ${done.failureMessage}`, steps);
      }
      if (step.isEnd) break;
    }
    return { ...execution, status: 'Success', steps, outputs: outputsOf(document, steps) };
  }

  #keep(execution: AutomationExecution): void {
    this.#executions.set(execution.executionId, execution);
    const [oldest] = this.#executions.keys();
    if (this.#executions.size > EXECUTIONS_KEPT && oldest !== undefined) this.#executions.delete(oldest);
  }
}

function outputsOf(
  { outputs }: AutomationDocument,
  steps: readonly StepExecution[],
): Readonly<Record<string, string>> {
  const all = steps.flatMap(({ stepName, outputs: given }) =>
    Object.entries(given).map(([name, value]): [string, string] => [`${stepName}.${name}`, value]),
  );
  return Object.fromEntries(all.filter(([name]) => outputs.includes(name)));
}
