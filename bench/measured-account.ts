import { generateAccount } from '../demo/generator/generate-account';
import type { AccountKind } from '../demo/generator/proportions';
import type { Account } from '../sandbox/account/account';
import { SandboxClock } from '../sandbox/account/clock';
import { updateRule } from '../sandbox/account/config-rules';
import { issueResultToken } from '../sandbox/account/result-tokens';
import { ruleEvent } from '../sandbox/deploy/config-event';
import type { Attempt } from '../sandbox/deploy/lambda/attempt';
import { LambdaRuntime } from '../sandbox/deploy/lambda/lambda-runtime';
import type { NodeSettings } from '../sandbox/deploy/lambda/runtime-process';
import { type Sandbox, startSandbox } from '../sandbox/sandbox';
import { type AccountFigures, type Calls, figuresOf } from './call-bound';

/** One run of a function and what it cost. */
export interface Run {
  /** By action, as the account counted them; throttled ones included. */
  readonly calls: Calls;
  /** Those of them that were not refused for their rate. */
  readonly answered: Calls;
  readonly seconds: number;
  /** What loading took; 0 in a warm process. */
  readonly initSeconds: number;
  /** In bytes. */
  readonly peakMemory: number;
  readonly evaluations: number;
  /** Processor time of the account, in seconds: it answers in this process, the function runs in one of its own. */
  readonly accountSeconds: number;
  readonly log: readonly string[];
}

/** A run of the rule, with what it says of itself and what its calls follow from. */
export interface RuleRun extends Run {
  readonly peakConcurrency: number;
  readonly figures: AccountFigures;
}

export interface MeasuredSettings {
  readonly account: Account;
  /** The cloud assembly. */
  readonly assembly: string;
  readonly latencyMs: number;
  readonly lambda: NodeSettings;
}

export const NOW = new Date('2026-11-24T09:00:00Z');
const SEED = 7;

export function accountOf(kind: AccountKind, users: number): Account {
  return generateAccount({ users, seed: SEED, kind, now: NOW });
}

/** An account with the deployed rule, whose results AWS Config holds from its first run. */
export class MeasuredAccount {
  private constructor(
    readonly sandbox: Sandbox,
    private readonly lambda: NodeSettings,
  ) {}

  /** @throws Error when the first run fails */
  static async start({ account, assembly, latencyMs, lambda }: MeasuredSettings): Promise<MeasuredAccount> {
    const clock = SandboxClock.running(NOW, () => performance.now());
    const sandbox = await startSandbox({ account, clock, lambda });
    try {
      sandbox.deploy(assembly);
      await sandbox.settled();
      succeeded(sandbox.invocations.at(-1)?.attempts[0]);
    } catch (error) {
      await sandbox.close();
      throw error;
    }
    sandbox.pipeline.latencyMs = latencyMs;
    return new MeasuredAccount(sandbox, lambda);
  }

  /** Runs the rule in a new process. */
  async runRule(): Promise<RuleRun> {
    const { account, functions } = this.sandbox;
    await functions.stop();
    const heldResults = this.sandbox.compliance().length;
    const run = await this.#measure(async () => (await this.sandbox.evaluate()).attempts[0]);
    const figures = figuresOf(account, { heldResults, evaluations: run.evaluations });
    return { ...run, figures, peakConcurrency: peakConcurrencyIn(run.log) };
  }

  /** Runs the rule's own bundle in a new process under another Node.js, as the account's administrator. */
  runRuleWith(node: NodeSettings): Promise<Run> {
    return this.runBundle(this.#function.codeDirectory, node);
  }

  /** Has the rule report `all` or only `changes` from now on. */
  report(report: 'all' | 'changes'): void {
    const { config } = this.sandbox.account;
    updateRule(config, this.#rule, { inputParameters: JSON.stringify({ report }) });
  }

  /** Runs another bundle in the place of the rule's own, in a new process, as the account's administrator. */
  async runBundle(codeDirectory: string, node = this.lambda): Promise<Run> {
    const runtime = this.#runtime(codeDirectory, node);
    try {
      return await this.#measure(() => runtime.invoke({ requestId: 'bench', event: this.#event() }));
    } finally {
      await runtime.stop();
    }
  }

  /** The memory of a process that holds the loaded rule and has only refused an event that is none. In bytes. */
  async idleMemory(): Promise<number> {
    const runtime = this.#runtime(this.#function.codeDirectory);
    try {
      return (await runtime.invoke({ requestId: 'idle', event: {} })).peakMemory ?? 0;
    } finally {
      await runtime.stop();
    }
  }

  async close(): Promise<void> {
    await this.sandbox.close();
  }

  get #rule() {
    const [rule] = this.sandbox.account.config.rules;
    if (rule === undefined) throw new Error('the assembly holds no rule');
    return rule;
  }

  get #function() {
    const { functionArn } = this.#rule;
    const lambdaFunction = this.sandbox.functions.all.find(
      (candidate) => candidate.functionArn === functionArn,
    );
    if (lambdaFunction === undefined) throw new Error(`the assembly holds no function ${functionArn}`);
    return lambdaFunction;
  }

  #event() {
    const { account, clock } = this.sandbox;
    const now = clock.now();
    return ruleEvent(account, this.#rule, issueResultToken(account, this.#rule, now), now);
  }

  #runtime(codeDirectory: string, node = this.lambda): LambdaRuntime {
    const { account, clock, url } = this.sandbox;
    return new LambdaRuntime(
      { ...this.#function, codeDirectory, timeoutSeconds: HOUR_S },
      {
        ...node,
        region: account.region,
        endpointUrl: () => url,
        now: () => clock.now(),
        assumeRole: () => ADMINISTRATOR,
      },
    );
  }

  async #measure(invoke: () => Promise<Attempt | undefined>): Promise<Run> {
    const { calls, timeline } = this.sandbox;
    calls.reset();
    const answered: Record<string, number> = {};
    const stop = calls.listen(({ service, action, errorCode = '' }) => {
      if (errorCode.startsWith('Throttling')) return;
      answered[`${service}:${action}`] = (answered[`${service}:${action}`] ?? 0) + 1;
    });
    const evaluationsBefore = timeline.length;
    const processorBefore = process.cpuUsage();
    const attempt = succeeded(await invoke());
    const { user, system } = process.cpuUsage(processorBefore);
    stop();
    return {
      calls: calls.counts(),
      answered,
      seconds: attempt.durationMs / 1000,
      initSeconds: (attempt.initMs ?? 0) / 1000,
      peakMemory: attempt.peakMemory ?? 0,
      evaluations: timeline.length - evaluationsBefore,
      accountSeconds: (user + system) / 1_000_000,
      log: attempt.log,
    };
  }
}

const HOUR_S = 3_600;

/** Credentials that the account does not know are its administrator's. */
const ADMINISTRATOR = {
  accessKeyId: 'AKIABENCHMARK',
  secretAccessKey: 'unchecked',
  sessionToken: 'unchecked',
  principal: { type: 'user', userId: 'nobody' },
  mfaAuthenticatedAt: undefined,
  createDate: new Date(0),
  expiration: new Date('9999-12-31T00:00:00Z'),
} as const;

function succeeded(attempt: Attempt | undefined): Attempt {
  if (attempt?.outcome.type === 'succeeded') return attempt;
  throw new Error(`a run failed: ${JSON.stringify(attempt?.outcome)}\n${attempt?.log.join('\n')}`);
}

/** From the line that the rule logs once a run is over. */
function peakConcurrencyIn(log: readonly string[]): number {
  for (const line of log) {
    const { message, peakConcurrency } = line.startsWith('{') ? JSON.parse(line) : {};
    if (message === 'The run is over') return peakConcurrency;
  }
  throw new Error('the run logged no summary');
}
